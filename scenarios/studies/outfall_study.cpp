#include "scenarios/studies/outfall_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "data/checkpoint/checksum.h"
#include "data/results/summary_reader.h"
#include "data/results/take_folder.h"
#include "data/tables/file.h"
#include "scenarios/runner/run.h"
#include "scenarios/studies/tagged_means.h"

namespace liriver::scenarios::studies {

namespace fs = std::filesystem;
using data::results::RunStatus;
using data::results::Summary;
using data::tables::Problem;
using data::tables::Problems;

namespace {

constexpr const char* as_is = "as-is";
constexpr const char* with_cuts = "with-cuts";
constexpr const char* mark = "study-checksum.txt";

void scale(language::Amounts& amounts, const std::string& name, double factor) {
    const auto found = amounts.find(name);
    if (found == amounts.end())
        return;
    if (found->second.constant)
        *found->second.constant *= factor;
    for (double& value : found->second.values)
        value *= factor;
}

class Work {
  public:
    Work(const OutfallStudy& in, const OutfallStudyOptions& options) : in_(in), options_(options) {
        data::results::Provenance& p = provenance_;
        p.title = in.study.study.name;
        p.version = options.version;
        p.git = options.git;
        data::checkpoint::Checksum sum;
        sum.add(options.version + options.git + in.study.text);
        std::vector<fs::path> files = in.model.river.inputs;
        files.push_back(in.study.file);
        if (in.study.outfalls.sections.given())
            files.push_back(in.study.outfalls.sections.path);
        for (const fs::path& file : files)
            if (const auto checksum = data::checkpoint::file_checksum(file)) {
                sum.add(data::checkpoint::hex(*checksum));
                p.inputs.push_back({file.filename().string(), data::checkpoint::hex(*checksum)});
            }
        checksum_ = data::checkpoint::hex(sum.value());
        out_.notes = in.notes;
        out_.cuts.assign(in.constituents.size(), 0.0);
    }

    tl::expected<OutfallResults, Problems> go() {
        if (auto begun = begin(); !begun)
            return tl::make_unexpected(Problems{begun.error()});
        if (!run(as_is, in_.model))
            return end();
        rank();
        if (std::any_of(out_.cuts.begin(), out_.cuts.end(), [](double cut) { return cut > 0.0; })) {
            language::Model model = in_.model;
            for (std::size_t k = 0; k < in_.constituents.size(); ++k)
                for (language::Outfall& outfall : model.scenario.outfalls)
                    for (language::Amounts* amounts : {&outfall.concentration, &outfall.load, &outfall.spill})
                        scale(*amounts, in_.constituents[k].name, 1.0 - out_.cuts[k]);
            if (!run(with_cuts, model))
                return end();
            put_back();
        }
        if (problems_.empty())
            write();
        return end();
    }

  private:
    tl::expected<void, Problem> begin() {
        if (const auto there = data::tables::read_file(options_.output / mark);
            options_.resume && there && *there != checksum_ + "\n")
            return tl::make_unexpected(data::results::folder_problem(
                options_.output, "other-study", "runs of another study, scenario or program",
                "the folder of this study, or --overwrite to begin anew"));
        auto lock = data::results::take_folder(options_.output, options_.overwrite || options_.resume,
                                               "an empty or new folder, --resume to go on, or --overwrite to begin "
                                               "anew");
        if (!lock)
            return tl::make_unexpected(lock.error());
        lock_.emplace(std::move(*lock));
        std::error_code ignored;
        for (const char* name : {"outfall-ranking.csv", "outfalls.json", "csv-metadata.json"})
            fs::remove(options_.output / name, ignored);
        if (!options_.resume)
            for (const char* name : {as_is, with_cuts})
                fs::remove_all(options_.output / name, ignored);
        return data::tables::write_file(options_.output / mark, checksum_ + "\n");
    }

    tl::expected<OutfallResults, Problems> end() {
        if (!problems_.empty())
            return tl::make_unexpected(std::move(problems_));
        return std::move(out_);
    }

    // Makes a run, unless an earlier study finished it. False: the study ends here.
    bool run(const char* name, const language::Model& model) {
        const fs::path folder = options_.output / name;
        if (options_.resume)
            if (const auto summary = data::results::read_summary(folder / "summary.json");
                summary && summary->status == RunStatus::finished) {
                note(*summary);
                return true;
            }
        runner::RunOptions run;
        run.output = folder;
        run.threads = options_.threads;
        run.overwrite = true;
        run.version = options_.version;
        run.git = options_.git;
        run.command_options = fmt::format("study of outfalls, {}", name);
        run.stop = options_.stop;
        if (options_.progress)
            run.progress = [this, name](const runner::Progress& progress) { options_.progress(name, progress.share); };
        auto report = runner::run(model, run);
        if (!report) {
            problems_ = std::move(report.error());
            return false;
        }
        out_.exit_code = report->exit_code;
        if (report->exit_code != 0) {
            out_.message = report->exit_code == 130
                               ? fmt::format("interrupted in the run {}; go on with --resume", name)
                               : fmt::format("the run {}: {}", name, report->message);
            return false;
        }
        note(report->summary);
        return true;
    }

    void note(const Summary& summary) { out_.assumptions = summary.assumptions; }

    std::optional<TaggedMeans> means(const char* name) {
        const auto from = data::tables::after(*in_.model.scenario.time.start, in_.study.outfalls.warm_up);
        auto read = read_tagged_means(options_.output / name / "tagged_sources.csv", from);
        if (!read) {
            problems_ = std::move(read.error());
            return std::nullopt;
        }
        return std::move(*read);
    }

    static double total(const std::vector<SourcePart>& parts) {
        double sum = 0.0;
        for (const SourcePart& part : parts)
            sum += part.concentration;
        return sum;
    }

    void rank() {
        const auto parts = means(as_is);
        if (!parts)
            return;
        for (std::size_t s = 0; s < in_.sections.size(); ++s)
            for (std::size_t k = 0; k < in_.constituents.size(); ++k) {
                const TargetSection& section = in_.sections[s];
                const auto found = parts->find({section.station, in_.constituents[k].name});
                if (found == parts->end()) {
                    out_.notes.push_back(
                        fmt::format("section {} has no water after the warm-up: not judged", section.name));
                    break;
                }
                SectionResult row{s, k, found->second, total(found->second), 0.0, {}, {}};
                row.allowed = (1.0 - in_.study.outfalls.margin) * section.limits[k];
                row.ranking = rank_outfalls(row.parts, row.allowed);
                out_.cuts[k] = std::max(out_.cuts[k], row.ranking.equal_cut.value_or(1.0));
                out_.rows.push_back(std::move(row));
            }
    }

    void put_back() {
        const auto parts = means(with_cuts);
        if (!parts)
            return;
        for (SectionResult& row : out_.rows)
            if (const auto found =
                    parts->find({in_.sections[row.section].station, in_.constituents[row.constituent].name});
                found != parts->end())
                row.after = total(found->second);
    }

    void write() {
        for (const std::string& line : out_.assumptions)
            provenance_.assumptions += line + "\n";
        auto written = write_outfalls(in_, out_, options_.output, provenance_);
        if (written) {
            out_.files = std::move(*written);
        } else {
            out_.exit_code = 3;
            out_.message = to_string(written.error());
        }
    }

    const OutfallStudy& in_;
    const OutfallStudyOptions& options_;
    data::results::Provenance provenance_;
    std::string checksum_;
    std::optional<data::results::FolderLock> lock_;
    OutfallResults out_;
    Problems problems_;
};

}  // namespace

tl::expected<OutfallResults, Problems> study_outfalls(const OutfallStudy& study, const OutfallStudyOptions& options) {
    return Work(study, options).go();
}

}  // namespace liriver::scenarios::studies
