// Every row of the transport evidence table keeps to its bound.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <ostream>

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

INSTANTIATE_TEST_SUITE_P(All, TransportVerification, testing::ValuesIn(transport_cases()), plain_name);

}  // namespace
}  // namespace liriver::tests::verification
