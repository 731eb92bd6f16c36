# Every library the project stands on, found once. The Debian packages that bring them are listed in .ci/packages.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(CGAL 5.5 CONFIG REQUIRED) # header-only; brings GMP and MPFR
find_package(GDAL 3.6 CONFIG REQUIRED)
find_package(ICU 70 REQUIRED COMPONENTS uc)
set(HDF5_PREFER_PARALLEL OFF)
find_package(HDF5 1.10 REQUIRED COMPONENTS C HL)
if(HDF5_IS_PARALLEL)
  message(FATAL_ERROR "liriver needs the serial HDF5 (libhdf5-dev); CMake found the MPI one.")
endif()
find_package(netCDF 4.9 CONFIG REQUIRED)
find_package(CLI11 2.1 CONFIG REQUIRED)
find_package(fmt 9 CONFIG REQUIRED)
find_package(nlohmann_json 3.11 CONFIG REQUIRED)
find_package(tl-expected CONFIG REQUIRED)
pkg_check_modules(MUPARSER REQUIRED IMPORTED_TARGET muparser) # a user's own rates
pkg_check_modules(TOMLPP REQUIRED IMPORTED_TARGET tomlplusplus) # the compiled library: header-only costs 2 s a file
find_package(GTest 1.12 CONFIG REQUIRED)
find_package(Freetype 2.12 REQUIRED) # text of pictures
find_package(VTK 9.1 REQUIRED COMPONENTS CommonCore CommonDataModel FiltersCore FiltersGeometry IOXML IOImage
             RenderingCore RenderingAnnotation RenderingFreeType RenderingOpenGL2)
