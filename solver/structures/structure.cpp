#include "solver/structures/structure.h"

#include <initializer_list>
#include <type_traits>
#include <utility>

#include "solver/structures/laws.h"

namespace liriver::solver::structures {
namespace {

template <class Law>
inline constexpr bool one_way = std::is_same_v<Law, Pump> || std::is_same_v<Law, Diversion> ||
                                std::is_same_v<Law, Withdrawal> || std::is_same_v<Law, GroundwaterExchange>;

struct Numbers {
    std::vector<double> list;

    void add(std::initializer_list<double> numbers) { list.insert(list.end(), numbers); }
    void add_table(const std::vector<double>& x, const std::vector<double>& y) {
        list.insert(list.end(), x.begin(), x.end());
        list.insert(list.end(), y.begin(), y.end());
    }

    void operator()(const BroadCrestedWeir& s) { add({s.crest, s.width, s.coefficient}); }
    void operator()(const SharpCrestedWeir& s) { add({s.crest, s.width, s.height}); }
    void operator()(const OverflowDam& s) { add({s.crest, s.width, s.design_head}); }
    void operator()(const SluiceGate& s) { add({s.sill, s.width, s.contraction}); }
    void operator()(const RadialGate& s) { add({s.sill, s.width, s.radius, s.trunnion}); }
    void operator()(const Culvert& s) {
        add({s.shape == CulvertShape::box ? 1.0 : 0.0, s.height, s.width, s.barrels, s.length, s.invert_left,
             s.invert_right, s.manning_n, s.entrance_loss, static_cast<double>(s.form), s.k, s.m, s.c, s.y});
    }
    void operator()(const Bridge& s) { add({s.bed, s.width, s.piers, s.pier_shape, s.loss, s.underside}); }
    void operator()(const Pump& s) {
        add({s.stop, s.start});
        add_table(s.lift, s.discharge);
    }
    void operator()(const Diversion& s) {
        add({s.limit});
        add_table(s.stage, s.discharge);
    }
    void operator()(const Withdrawal& s) { add({s.bed, s.fade_depth, s.limit}); }
    void operator()(const GroundwaterExchange& s) { add({s.conductance, s.bed}); }
};

}  // namespace

StructureFlow flow(const Structure& structure, double setting, double stage_left, double stage_right) {
    return std::visit(
        [&](const auto& law) -> StructureFlow {
            using Law = std::decay_t<decltype(law)>;
            if constexpr (one_way<Law>) {
                const Dual q = transfer(law, setting, {stage_left, 1.0, 0.0}, {stage_right, 0.0, 1.0});
                return {q.value, q.by_up, q.by_down};
            } else {
                const bool reversed = stage_left < stage_right;
                const Dual up{reversed ? stage_right : stage_left, 1.0, 0.0};
                const Dual down{reversed ? stage_left : stage_right, 0.0, 1.0};
                Dual q;
                if constexpr (std::is_same_v<Law, Culvert>)
                    q = discharge(law, setting, up, down, reversed);
                else
                    q = discharge(law, setting, up, down);
                return reversed ? StructureFlow{-q.value, -q.by_down, -q.by_up}
                                : StructureFlow{q.value, q.by_up, q.by_down};
            }
        },
        structure);
}

std::vector<double> numbers_of(const Structure& structure) {
    Numbers numbers{{static_cast<double>(structure.index())}};
    std::visit(numbers, structure);
    return std::move(numbers.list);
}

Fading fading(const Structure& structure) {
    if (const auto* pump = std::get_if<Pump>(&structure))
        return {pump->stop, pump->start - pump->stop};
    if (const auto* withdrawal = std::get_if<Withdrawal>(&structure))
        return {withdrawal->bed, withdrawal->fade_depth};
    return {};
}

}  // namespace liriver::solver::structures
