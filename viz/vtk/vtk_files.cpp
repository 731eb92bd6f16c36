#include "viz/vtk/vtk_files.h"

#include <algorithm>

#include <fmt/format.h>
#include <vtkFieldData.h>
#include <vtkStringArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridWriter.h>

#include "data/results/atomic_file.h"

namespace liriver::viz::vtk {

using data::tables::Time;
using mesh::field::Error;

std::string array_name(const std::string& name) {
    std::string text;
    for (const char c : name)
        text += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
    return text;
}

vtkNew<vtkDoubleArray> doubles(const std::string& name, const std::vector<double>& values) {
    vtkNew<vtkDoubleArray> array;
    array->SetName(array_name(name).c_str());
    array->SetNumberOfTuples(static_cast<vtkIdType>(values.size()));
    std::copy(values.begin(), values.end(), array->GetPointer(0));
    return array;
}

void add_texts(const char* name, const std::vector<std::string>& texts, vtkUnstructuredGrid* grid) {
    vtkNew<vtkStringArray> array;
    array->SetName(name);
    for (const std::string& text : texts)
        array->InsertNextValue(text);
    grid->GetFieldData()->AddArray(array);
}

void add_provenance(const data::results::Provenance& from, vtkUnstructuredGrid* grid) {
    std::vector<std::string> inputs;
    inputs.reserve(from.inputs.size());
    for (const data::results::InputFile& input : from.inputs)
        inputs.push_back(input.checksum + "  " + input.path);
    add_texts("title", {from.title}, grid);
    add_texts("liriver_version", {from.version}, grid);
    add_texts("liriver_git", {from.git}, grid);
    add_texts("liriver_options", {from.options}, grid);
    add_texts("liriver_inputs", inputs, grid);
    add_texts("crs", {from.crs}, grid);
    add_texts("vertical_datum", {from.vertical_datum}, grid);
    add_texts("assumptions", {from.assumptions}, grid);
    add_texts("attribution", {from.attribution}, grid);
}

std::vector<std::size_t> chosen_levels(const std::vector<Time>& times, Time start, std::chrono::nanoseconds interval) {
    std::vector<std::size_t> chosen;
    std::int64_t next = 0;  // the interval that waits for its first level
    if (times.size() > 1 && times.front() > start && interval.count() > 0) {
        // A run that went on from a checkpoint: the levels before are in another folder.
        const std::chrono::nanoseconds before = times[0] - (times[1] - times[0]) - start;
        next = before.count() < 0 ? 0 : before / interval + 1;
    }
    for (std::size_t level = 0; level < times.size(); ++level) {
        const std::chrono::nanoseconds since = times[level] - start;
        const bool due = interval.count() <= 0 || since >= next * interval;
        if (due || level + 1 == times.size())
            chosen.push_back(level);
        if (due && interval.count() > 0)
            next = since / interval + 1;
    }
    return chosen;
}

tl::expected<void, Error> write_grid(const std::filesystem::path& path, vtkUnstructuredGrid* grid) {
    vtkNew<vtkXMLUnstructuredGridWriter> writer;
    writer->WriteToOutputStringOn();
    writer->SetInputData(grid);
    writer->SetDataModeToBinary();  // ParaView 5.11 cannot read VTK's default, appended data
    writer->SetCompressorTypeToZLib();
    if (writer->Write() != 1 || writer->GetErrorCode() != 0)
        return tl::unexpected(Error{path.string(), "VTK could not encode it", "a grid"});
    return data::results::write_whole(path, writer->GetOutputString());
}

tl::expected<void, Error> write_collection(const std::filesystem::path& path,
                                           const std::vector<CollectionEntry>& entries) {
    std::string text =
        "<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\" version=\"0.1\" byte_order=\"LittleEndian\">\n"
        "  <Collection>\n";
    for (const CollectionEntry& entry : entries)
        text += fmt::format("    <DataSet timestep=\"{}\" part=\"0\" file=\"{}\"/>\n", entry.seconds, entry.file);
    return data::results::write_whole(path, text + "  </Collection>\n</VTKFile>\n");
}

}  // namespace liriver::viz::vtk
