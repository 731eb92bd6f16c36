# liriver_version: the version and the git state, asked anew at every build and compiled into one small file.
add_custom_target(liriver_git_state
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DOUTPUT=${CMAKE_BINARY_DIR}/generated/git_state.h
          -P ${CMAKE_SOURCE_DIR}/cmake/WriteGitState.cmake
  BYPRODUCTS ${CMAKE_BINARY_DIR}/generated/git_state.h
  COMMENT "")
