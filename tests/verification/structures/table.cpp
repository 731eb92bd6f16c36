// Prints every structure's departure from its formula as a JSON line.
#include "tests/verification/structures/cases.h"

int main() { return liriver::tests::verification::print_table(liriver::tests::verification::structure_cases()); }
