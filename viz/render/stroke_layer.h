#pragma once
// Many joined strokes whose width and colour change along them, laid over a picture as one: where strokes overlap, each
// pixel shows the stroke it lies deepest in, once.
#include <vector>

#include "viz/render/canvas.h"

namespace liriver::viz::render {

class StrokeLayer {
  public:
    StrokeLayer(int width, int height);

    /// A round-ended stroke from one point to another; width and colour go evenly from the first's to the second's.
    void add(const Point& from, const Point& to, double from_width, double to_width, const Colour& from_colour,
             const Colour& to_colour);

    /// Draws the part inside `clip`.
    void draw_on(Canvas& canvas, const Rectangle& clip) const;

    [[nodiscard]] const Mask& cover() const { return cover_; }

  private:
    Mask cover_;
    std::vector<float> outside_;  ///< px from the nearest stroke's edge, negative inside
    std::vector<Colour> colour_;
};

}  // namespace liriver::viz::render
