#include "scenarios/runner/run_files.h"

#include <utility>

namespace liriver::scenarios::runner {

using mesh::field::Error;
using Paths = std::vector<std::filesystem::path>;

tl::expected<void, Error> RunFiles::open(const std::filesystem::path& folder, const language::Scenario& scenario,
                                         std::span<const std::unique_ptr<Domain>> domains,
                                         const std::vector<OpenOutputs>& openers,
                                         const data::results::Provenance& provenance) {
    domains_ = domains;
    std::vector<data::results::TableFile> tables;
    for (const OpenOutputs& opener : openers) {
        auto opened = opener(folder, provenance);
        if (!opened)
            return tl::make_unexpected(opened.error());
        for (data::results::TableFile& table : (*opened)->tables())
            tables.push_back(std::move(table));
        outputs_.push_back(*std::move(opened));
    }
    auto own = RunTables::create(folder, scenario, domains, provenance, tables);
    if (!own)
        return tl::make_unexpected(own.error());
    tables_.emplace(*std::move(own));
    return {};
}

tl::expected<void, Error> RunFiles::write(data::tables::Time time, Written what) {
    for (const auto& outputs : outputs_)
        if (what == Written::state)
            if (auto written = outputs->write(time); !written)
                return written;
    if (auto written = tables_->write_stations(domains_, time); !written || what == Written::stations)
        return written;
    return tables_->write_structures(domains_, time);
}

tl::expected<void, Error> RunFiles::flush() {
    for (const auto& outputs : outputs_)
        if (auto flushed = outputs->flush(); !flushed)
            return flushed;
    return {};
}

// All are closed, whatever becomes of one of them.
tl::expected<Paths, Error> RunFiles::close() {
    tl::expected<Paths, Error> files = Paths{};
    for (const auto& outputs : outputs_) {
        auto closed = outputs->close();
        if (!files)
            continue;
        if (closed)
            files->insert(files->end(), closed->begin(), closed->end());
        else
            files = tl::make_unexpected(closed.error());
    }
    if (tables_)
        if (auto closed = tables_->close(); !closed && files)
            files = tl::make_unexpected(closed.error());
    return files;
}

tl::expected<Paths, Error> RunFiles::export_vtk(const std::filesystem::path& target, double interval) {
    Paths all;
    for (const auto& outputs : outputs_) {
        auto files = outputs->export_vtk(target, interval);
        if (!files)
            return files;
        all.insert(all.end(), files->begin(), files->end());
    }
    return all;
}

std::vector<std::string> RunFiles::file_names() const {
    std::vector<std::string> names;
    if (tables_)
        names = tables_->file_names();
    for (const auto& outputs : outputs_)
        for (std::string& name : outputs->file_names())
            names.push_back(std::move(name));
    return names;
}

}  // namespace liriver::scenarios::runner
