#include "viz/render/font.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace liriver::viz::render {

using mesh::field::Error;

struct Font::Face {
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    Face() = default;
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;
    ~Face() {
        if (face != nullptr)
            FT_Done_Face(face);
        if (library != nullptr)
            FT_Done_FreeType(library);
    }
};

namespace {

/// Code points of UTF-8; a byte that is none becomes U+FFFD.
std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> points;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
        if (length == 0 || i + length > text.size()) {
            points.push_back(0xfffd);
            ++i;
            continue;
        }
        char32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k)
            point = point << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
        points.push_back(point);
        i += length;
    }
    return points;
}

constexpr FT_Int32 load_flags = FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP;

void set_size(FT_Face face, double size) {
    FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(std::lround(size * 64.0)), 72, 72);
}

/// Adds a glyph's coverage to the mask, its pen at (x, y) in the mask's pixels.
void stamp(FT_Face face, double x, double y, Mask& mask) {
    const double whole = std::floor(x);
    FT_Outline_Translate(&face->glyph->outline, static_cast<FT_Pos>(std::lround((x - whole) * 64.0)), 0);
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0)
        return;
    const FT_Bitmap& bitmap = face->glyph->bitmap;
    for (int row = 0; row < static_cast<int>(bitmap.rows); ++row)
        for (int column = 0; column < static_cast<int>(bitmap.width); ++column) {
            const int px = static_cast<int>(whole) + face->glyph->bitmap_left + column;
            const int py = static_cast<int>(std::lround(y)) - face->glyph->bitmap_top + row;
            if (px < 0 || py < 0 || px >= mask.width || py >= mask.height)
                continue;
            const float cover = static_cast<float>(bitmap.buffer[row * bitmap.pitch + column]) / 255.0F;
            mask.at(px, py) = std::max(mask.at(px, py), cover);
        }
}

/// The mask widened by `radius` px on all sides, with soft edges.
Mask widened(const Mask& mask, double radius) {
    Mask wide(mask.width, mask.height);
    const int reach = static_cast<int>(std::ceil(radius + 0.5));
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            const float cover = mask.at(x, y);
            if (cover <= 0.0F)
                continue;
            for (int dy = -reach; dy <= reach; ++dy)
                for (int dx = -reach; dx <= reach; ++dx) {
                    if (x + dx < 0 || y + dy < 0 || x + dx >= mask.width || y + dy >= mask.height)
                        continue;
                    const auto edge = static_cast<float>(std::clamp(radius + 0.5 - std::hypot(dx, dy), 0.0, 1.0));
                    float& target = wide.at(x + dx, y + dy);
                    target = std::max(target, edge * cover);
                }
        }
    return wide;
}

}  // namespace

Font::Font(std::unique_ptr<Face> face) : face_(std::move(face)) {}
Font::Font(Font&&) noexcept = default;
Font& Font::operator=(Font&&) noexcept = default;
Font::~Font() = default;

tl::expected<Font, Error> Font::load(const std::filesystem::path& file) {
    const auto refuse = [&file] {
        return tl::unexpected(Error{file.string(), "no font FreeType can read", "a font file"});
    };
    auto face = std::make_unique<Face>();
    if (FT_Init_FreeType(&face->library) != 0 || FT_New_Face(face->library, file.c_str(), 0, &face->face) != 0)
        return refuse();
    const FT_Long faces = face->face->num_faces;
    for (FT_Long i = 1; i < faces; ++i) {
        FT_Face other = nullptr;
        if (FT_New_Face(face->library, file.c_str(), i, &other) != 0)
            continue;
        const std::string_view family = other->family_name != nullptr ? other->family_name : "";
        if (family.size() > 3 && family.substr(family.size() - 3) == " SC" &&
            family.find("Mono") == std::string_view::npos)
            std::swap(face->face, other);
        FT_Done_Face(other);
    }
    if (FT_IS_SCALABLE(face->face) == 0)
        return refuse();
    return Font(std::move(face));
}

double Font::width(std::string_view utf8, double size) const {
    set_size(face_->face, size);
    double width = 0.0;
    for (const char32_t point : code_points(utf8))
        if (FT_Load_Char(face_->face, point, load_flags) == 0)
            width += static_cast<double>(face_->face->glyph->linearHoriAdvance) / 65536.0;
    return width;
}

void Font::draw(Canvas& canvas, std::string_view utf8, const Point& at, double size, const Colour& colour,
                const Halo& halo) const {
    const double margin = std::ceil(halo.width + 0.25 * size) + 2.0;
    const double left = std::floor(at.x) - margin;
    const double top = std::floor(at.y) - std::ceil(1.2 * size) - margin;
    Mask mask(static_cast<int>(std::ceil(width(utf8, size) + 2.0 * margin + 2.0)),
              static_cast<int>(std::ceil(1.7 * size + 2.0 * margin)));
    set_size(face_->face, size);
    double x = at.x - left;
    for (const char32_t point : code_points(utf8)) {
        if (FT_Load_Char(face_->face, point, load_flags) != 0)
            continue;
        const double advance = static_cast<double>(face_->face->glyph->linearHoriAdvance) / 65536.0;
        stamp(face_->face, x, at.y - top, mask);
        x += advance;
    }
    if (halo.width > 0.0)
        canvas.fill(widened(mask, halo.width), static_cast<int>(left), static_cast<int>(top), halo.colour);
    canvas.fill(mask, static_cast<int>(left), static_cast<int>(top), colour);
}

tl::expected<Fonts, Error> find_fonts() {
    std::vector<std::filesystem::path> roots{"/usr/share/fonts", "/usr/local/share/fonts"};
    if (const char* home = std::getenv("HOME"))
        roots.push_back(std::filesystem::path(home) / ".local/share/fonts");
    std::filesystem::path regular;
    std::filesystem::path bold;
    for (const std::filesystem::path& root : roots) {
        std::error_code trouble;
        for (std::filesystem::recursive_directory_iterator entry(root, trouble), end; !trouble && entry != end;
             entry.increment(trouble)) {
            const std::string name = entry->path().stem().string();
            if (regular.empty() && (name == "NotoSansCJK-Regular" || name == "NotoSansCJKsc-Regular"))
                regular = entry->path();
            if (bold.empty() && (name == "NotoSansCJK-Bold" || name == "NotoSansCJKsc-Bold"))
                bold = entry->path();
        }
    }
    if (regular.empty())
        return tl::unexpected(Error{"fonts", "no Noto Sans CJK", "the Debian package fonts-noto-cjk to be installed"});
    auto regular_font = Font::load(regular);
    auto bold_font = Font::load(bold.empty() ? regular : bold);
    if (!regular_font || !bold_font)
        return tl::unexpected(regular_font ? bold_font.error() : regular_font.error());
    return Fonts{std::move(*regular_font), std::move(*bold_font)};
}

std::vector<std::string> wrapped(const std::string& text, const Font& font, double size, double width) {
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        at = end + 1;
        std::string longer = line;
        if (!longer.empty())
            longer += ' ';
        longer += word;
        if (!line.empty() && font.width(longer, size) > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    if (!line.empty())
        lines.push_back(line);
    return lines;
}

}  // namespace liriver::viz::render
