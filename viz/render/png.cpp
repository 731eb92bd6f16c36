#include "viz/render/png.h"

#include <algorithm>

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include "data/results/atomic_file.h"

namespace liriver::viz::render {

tl::expected<void, mesh::field::Error> write_png(const std::filesystem::path& path, const Canvas& canvas,
                                                 const std::string& title, const std::string& description) {
    vtkNew<vtkImageData> image;
    image->SetDimensions(canvas.width(), canvas.height(), 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    const std::vector<std::uint8_t> bytes = canvas.bytes();
    const std::size_t row = 3 * static_cast<std::size_t>(canvas.width());
    auto* target = static_cast<unsigned char*>(image->GetScalarPointer());
    for (std::size_t y = 0; y < static_cast<std::size_t>(canvas.height()); ++y)  // VTK counts rows from the bottom
        std::copy_n(
            bytes.begin() + static_cast<std::ptrdiff_t>((static_cast<std::size_t>(canvas.height()) - 1 - y) * row), row,
            target + y * row);
    vtkNew<vtkPNGWriter> writer;
    writer->WriteToMemoryOn();
    writer->SetInputData(image);
    writer->AddText("Title", title.c_str());
    writer->AddText("Description", description.c_str());
    writer->AddText("Software", "liriver");
    writer->Write();
    vtkUnsignedCharArray* file = writer->GetResult();
    if (file == nullptr)
        return tl::unexpected(mesh::field::Error{path.string(), "VTK could not encode it", "a picture"});
    const auto* text = reinterpret_cast<const char*>(file->GetPointer(0));
    return data::results::write_whole(path, {text, static_cast<std::size_t>(file->GetNumberOfValues())});
}

}  // namespace liriver::viz::render
