#include "solver/quality/expression.h"

#include <muParser.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "solver/quality/oxygen_saturation.h"

namespace liriver::solver::quality {

namespace {

constexpr std::array functions = {"sin",  "cos",  "tan",  "asin", "acos", "atan", "atan2", "sinh",
                                  "cosh", "tanh", "exp",  "ln",   "log",  "log2", "log10", "sqrt",
                                  "abs",  "sign", "rint", "min",  "max",  "sum",  "avg",   "oxygen_saturation",
                                  "_pi",  "_e"};

bool starts_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool in_name(char c) { return starts_name(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }

struct Name {
    std::string text;
    std::size_t at;
};

/// All names of an expression with their places. Numbers, with their exponents, are passed over.
std::vector<Name> names_of(const std::string& text) {
    std::vector<Name> names;
    for (std::size_t i = 0; i < text.size();) {
        const bool digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0 || text[i] == '.';
        std::size_t end = i;
        if (digit) {
            while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == '.'))
                ++end;
            std::size_t sign = end + 1;
            if (sign < text.size() && (text[sign] == '+' || text[sign] == '-'))
                ++sign;
            if (end < text.size() && (text[end] == 'e' || text[end] == 'E') && sign < text.size() &&
                std::isdigit(static_cast<unsigned char>(text[sign])) != 0) {
                end = sign;
                while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0)
                    ++end;
            }
        } else if (starts_name(text[i])) {
            while (end < text.size() && in_name(text[end]))
                ++end;
            names.push_back({text.substr(i, end - i), i});
        }
        i = std::max(end, i + 1);
    }
    return names;
}

/// A lone =, or a quotation mark: muParser would assign, or read a text. A comma that parts no arguments: it would take
/// what stands after the last one for the whole ("0,5*x").
std::size_t forbidden_at(const std::string& text) {
    const std::string comparing = "<>=!";
    std::vector<bool> of_function;  // of each parenthesis that is open
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') {
            const std::size_t last = i == 0 ? std::string::npos : text.find_last_not_of(" \t\n", i - 1);
            of_function.push_back(last != std::string::npos &&
                                  (std::isalnum(static_cast<unsigned char>(text[last])) != 0 || text[last] == '_'));
        } else if (text[i] == ')' && !of_function.empty()) {
            of_function.pop_back();
        } else if (text[i] == ',' && (of_function.empty() || !of_function.back())) {
            return i;
        }
        const bool after = i > 0 && comparing.find(text[i - 1]) != std::string::npos;
        const bool before = i + 1 < text.size() && text[i + 1] == '=';
        if ((text[i] == '=' && !after && !before) || text[i] == '"')
            return i;
    }
    return std::string::npos;
}

Problem at(Problem told, Problem::Kind kind, const std::string& text, std::size_t place) {
    told.kind = kind;
    place = std::min(place, text.size());
    told.line =
        1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
    const std::size_t start = place == 0 ? std::string::npos : text.rfind('\n', place - 1);
    told.column = start == std::string::npos ? place + 1 : place - start;
    return told;
}

double saturation(double temperature, double altitude) { return oxygen_saturation(temperature, altitude); }

std::string name_characters() {
    std::string all = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    for (int c = 0x80; c <= 0xFF; ++c)
        all += static_cast<char>(c);
    return all;
}

}  // namespace

struct Expression::Parser {
    mu::Parser parser;
    std::vector<double> values;
    std::vector<std::string> names;
    std::string text;

    void prepare() {
        parser.DefineNameChars(name_characters().c_str());
        parser.DefineFun("oxygen_saturation", saturation);
        for (std::size_t i = 0; i < names.size(); ++i)
            parser.DefineVar(names[i], &values[i]);
        parser.SetExpr(text);
        parser.Eval();  // compiles
    }
};

Expression::Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

Expression::Expression(const Expression& other) : used_(other.used_) {
    if (!other.parser_)
        return;
    parser_ = std::make_unique<Parser>();
    parser_->values.assign(other.parser_->values.size(), 1.0);
    parser_->names = other.parser_->names;
    parser_->text = other.parser_->text;
    parser_->prepare();
}

bool Expression::compile(const std::string& text, const std::vector<std::string>& variables, const Problem& told_as,
                         std::vector<Problem>& problems) {
    const std::size_t before = problems.size();
    Problem told = told_as;
    told.expected = "a known constituent, parameter, quantity of the place or function";
    std::vector<std::size_t> used;
    for (const Name& name : names_of(text)) {
        const auto found = std::find(variables.begin(), variables.end(), name.text);
        if (found != variables.end())
            used.push_back(static_cast<std::size_t>(found - variables.begin()));
        else if (std::find(functions.begin(), functions.end(), name.text) == functions.end()) {
            told.found = name.text;
            problems.push_back(at(told, Problem::Kind::unknown_name, text, name.at));
        }
    }
    told.expected = "an expression";
    if (const std::size_t place = forbidden_at(text); place != std::string::npos) {
        told.found = text.substr(place, 1);
        problems.push_back(at(told, Problem::Kind::syntax, text, place));
    }
    if (problems.size() > before)
        return false;
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    auto parser = std::make_unique<Parser>();
    parser->text = text;
    std::replace(parser->text.begin(), parser->text.end(), '\n', ' ');
    parser->values.assign(used.size(), 1.0);
    for (const std::size_t i : used)
        parser->names.push_back(variables[i]);
    try {
        parser->prepare();
    } catch (const mu::Parser::exception_type& error) {
        told.found = error.GetToken().empty() ? error.GetMsg() : error.GetToken();
        problems.push_back(at(told, Problem::Kind::syntax, text,
                              static_cast<std::size_t>(std::max(0, static_cast<int>(error.GetPos())))));
        return false;
    }
    parser_ = std::move(parser);
    used_ = std::move(used);
    return true;
}

double Expression::value(std::span<const double> of_used) const {
    std::copy(of_used.begin(), of_used.end(), parser_->values.begin());
    return parser_->parser.Eval();
}

std::string as_identifier(std::string_view name) {
    std::string identifier(name);
    for (char& c : identifier)
        if (!in_name(c))
            c = '_';
    if (!identifier.empty() && !starts_name(identifier[0]))
        identifier.insert(0, 1, '_');
    return identifier;
}

}  // namespace liriver::solver::quality
