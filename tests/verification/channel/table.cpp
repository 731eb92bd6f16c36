// Prints every 1D verification case as a JSON line.
#include "tests/verification/channel/cases.h"

int main() { return liriver::tests::verification::print_table(liriver::tests::verification::channel_cases()); }
