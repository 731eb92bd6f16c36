# The rules by which every room of the house is built: one folder, one namespace, one target.

set(LIRIVER_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
option(LIRIVER_WERROR "Warnings are errors" ON)
set(LIRIVER_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize, e.g. address,undefined")

# Terrain and river lines of the Li River live beside the source, never in it (see README: Two inputs).
set(_terrain_default "")
if(IS_DIRECTORY "${CMAKE_SOURCE_DIR}/../shared/li-river")
  get_filename_component(_terrain_default "${CMAKE_SOURCE_DIR}/../shared/li-river" ABSOLUTE)
endif()
set(LIRIVER_TERRAIN "${_terrain_default}" CACHE PATH "Folder with the Li River rasters and lines; empty: none")
if(LIRIVER_TERRAIN)
  message(STATUS "Li River terrain: ${LIRIVER_TERRAIN}")
else()
  message(STATUS "Li River terrain: none; the tests that need it are not registered")
endif()

add_library(liriver_options INTERFACE)
# -ffp-contract=off: the same bits whatever the compiler decides to fuse.
target_compile_options(liriver_options INTERFACE ${LIRIVER_WARNINGS} -ffp-contract=off
  $<$<BOOL:${LIRIVER_WERROR}>:-Werror>
  # clang counts indices of type int32_t among -Wconversion's findings, GCC does not in C++: one rule for both.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>
  # GCC 12 warns of overlapping copies inside std::string where there are none (its bug 105329).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  # Clang tells of each `omp simd` loop that it leaves as it is, which changes speed and nothing else
  $<$<CXX_COMPILER_ID:Clang>:-Wno-pass-failed>)
target_include_directories(liriver_options INTERFACE "${CMAKE_SOURCE_DIR}")
if(LIRIVER_SANITIZE)
  target_compile_options(liriver_options INTERFACE -fsanitize=${LIRIVER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined
    # GCC takes values that go through a sanitizer's checks for uninitialized, in <regex> for one (its bug 105562).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(liriver_options INTERFACE -fsanitize=${LIRIVER_SANITIZE})
endif()

# liriver_library(<room path with underscores> SOURCES ... [PUBLIC ...] [PRIVATE ...] [OPTIMISE level])
# Makes liriver_<name>; with no sources it is header-only. OPTIMISE: the level of a release in
# place of 3; at 1, where speed does not matter, a file takes a quarter less time to compile.
function(liriver_library name)
  cmake_parse_arguments(arg "" "OPTIMISE" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  if(arg_SOURCES)
    add_library(liriver_${name} STATIC ${arg_SOURCES})
    target_link_libraries(liriver_${name} PUBLIC liriver_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    if(arg_OPTIMISE)
      target_compile_options(liriver_${name} PRIVATE $<$<CONFIG:Release>:-O${arg_OPTIMISE}>)
    endif()
  else()
    add_library(liriver_${name} INTERFACE)
    target_link_libraries(liriver_${name} INTERFACE liriver_options ${arg_PUBLIC})
  endif()
endfunction()

# liriver_test(<name> SOURCES ... [LIBRARIES ...] [DEFINITIONS ...] [TIMEOUT seconds] [FULL]): one GoogleTest program, each
# test its own ctest. FULL: a program that takes minutes, run by `./test.sh --full` alone.
include(GoogleTest)
function(liriver_test name)
  cmake_parse_arguments(arg "FULL" "TIMEOUT" "SOURCES;LIBRARIES;DEFINITIONS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE liriver_options ${arg_LIBRARIES} GTest::gtest_main GTest::gmock)
  target_compile_definitions(${name} PRIVATE ${arg_DEFINITIONS})
  # Only sources that ask for a folder of this clone are told of it: the others compile to the same in every clone, and
  # ccache serves them. (A source that comes to ask for it needs a new configure.)
  foreach(source ${arg_SOURCES})
    file(STRINGS ${source} asks REGEX "LIRIVER_SOURCE_DIR|LIRIVER_TERRAIN|li_river_network.h")
    if(asks)
      set_property(SOURCE ${source} APPEND PROPERTY COMPILE_DEFINITIONS
        LIRIVER_SOURCE_DIR="${CMAKE_SOURCE_DIR}" LIRIVER_TERRAIN="${LIRIVER_TERRAIN}")
    endif()
  endforeach()
  set(labels "")
  if(arg_FULL)
    set(labels LABELS full)
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${arg_TIMEOUT} ${labels})
endfunction()
