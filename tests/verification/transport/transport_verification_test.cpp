// Every row of the transport evidence table keeps to its bound. LIRIVER_QUICK: 1 for the quick cases, 0 for those that
// take long.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <ostream>
#include <vector>

#include "tests/verification/transport/cases.h"

namespace liriver::tests::verification {

void PrintTo(const Case& c, std::ostream* out) { *out << c.name << ": " << c.metric; }

namespace {

class TransportVerification : public testing::TestWithParam<Case> {};

TEST_P(TransportVerification, KeepsToItsBound) {
    const double value = GetParam().run();
    EXPECT_LE(value, GetParam().bound) << GetParam().source;
}

std::string plain_name(const testing::TestParamInfo<Case>& info) {
    std::string name = info.param.name + "_" + info.param.metric;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char letter) { return std::isalnum(letter) == 0; }, '_');
    return name;
}

std::vector<Case> chosen() {
    std::vector<Case> all;
    for (const Case& one : transport_cases())
        if (one.quick == (LIRIVER_QUICK == 1))
            all.push_back(one);
    return all;
}

INSTANTIATE_TEST_SUITE_P(All, TransportVerification, testing::ValuesIn(chosen()), plain_name);

}  // namespace
}  // namespace liriver::tests::verification
