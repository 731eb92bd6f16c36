// Prints the reference page of water quality, for docs/make.sh.
#include <cstdio>

#include "solver/quality/reference.h"

int main() { std::fputs(liriver::solver::quality::quality_reference().c_str(), stdout); }
