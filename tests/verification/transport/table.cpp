// Prints every transport verification case as a JSON line.
#include "tests/verification/transport/cases.h"

int main() { return liriver::tests::verification::print_table(liriver::tests::verification::transport_cases()); }
