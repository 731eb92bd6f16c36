// Prints every verification case of water quality as a JSON line.
#include "tests/verification/quality/cases.h"

int main() { return liriver::tests::verification::print_table(liriver::tests::verification::quality_cases()); }
