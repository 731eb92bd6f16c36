#pragma once
// Text, English and Chinese, from one font file through FreeType.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "mesh/field/error.h"
#include "viz/render/canvas.h"

namespace liriver::viz::render {

/// The edge of a text that hides what is behind it.
struct Halo {
    double width = 0.0;  ///< px; 0: none
    Colour colour;
};

class Font {
  public:
    /// The face for simplified Chinese in that file, or its first face. Fails when FreeType cannot read it.
    static tl::expected<Font, mesh::field::Error> load(const std::filesystem::path& file);

    /// px from the first letter's start to the last one's end.
    [[nodiscard]] double width(std::string_view utf8, double size) const;

    /// Draws with the baseline's left end at `at`; size is the height of an em in px.
    void draw(Canvas& canvas, std::string_view utf8, const Point& at, double size, const Colour& colour,
              const Halo& halo = {}) const;

    Font(Font&&) noexcept;
    Font& operator=(Font&&) noexcept;
    ~Font();

  private:
    struct Face;
    explicit Font(std::unique_ptr<Face> face);
    std::unique_ptr<Face> face_;
};

/// Breaks at spaces so that each line fits; a word longer than a line stays whole.
[[nodiscard]] std::vector<std::string> wrapped(const std::string& text, const Font& font, double size, double width);

/// A regular and a bold face.
struct Fonts {
    Font regular, bold;
};

/// Noto Sans CJK from the system's or the user's fonts. Fails, naming the Debian package, when it is not there.
[[nodiscard]] tl::expected<Fonts, mesh::field::Error> find_fonts();

}  // namespace liriver::viz::render
