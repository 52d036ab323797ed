"""Independent answers for small hospitals: hospital cost accounting with exact fractions.

Written from the method (three-level step-down by cost item, visit and bed-day cost, cost-to-charge ratio per service
unit and item, largest remainder), not from the program it judges. Standard library only; Python 3.9 or newer.

    python3 oracle.py < hospitals.json > answers.json

The input is a list of hospitals, the output the list of their answers in the same order. Amounts are whole fen (1/100
yuan); every number of an answer is a fraction as text, "7/3" or "-4"; published amounts are yuan with two places.

A hospital:
  level           medical_business | medical | medical_full | hospital_full   (the cost ladder)
  factor          seven fractions, one per cost item (a price scenario; "1" for none)
  units           code, class (administration, medical_support, medical_technology, clinical), service_unit or null
  accounts        account, item 0-6, carve_out: service unit that receives it, or null
  ledger          unit, account, funding, fen
  drivers         driver, giver or null, unit, value: a driver measured per giver outranks the common one
  staff work revenue   what drivers are derived from where none was measured
  rules           driver per giving unit ("unit") or per class ("class"); a unit's own rule outranks the class's
  service_units   codes in order;  fee_lines: line, service_unit
  cases           group, charge, fees [[line, fen], ...]

Readings the method leaves open, fixed here as the program documents them: an unknown unit counts as medical for the
ladder; an unknown account has no item and stands under the seventh, without a scenario's factor; a driver value below
zero counts as zero; carve-outs of administration and support stay where they are, because their whole cost is passed
on; a unit with visits and bed-days is split by the outpatient share of what it ordered.
"""

import json
import sys
from fractions import Fraction

ITEMS = range(7)
DRUGS = 2
OTHER = 6
ORDER = ["administration", "medical_support", "medical_technology", "clinical"]


def nothing():
    return [Fraction(0)] * 7


def plus(*lists):
    return [sum(column, Fraction(0)) for column in zip(*lists)] if lists else nothing()


def enters(level, funding, unit_class):
    """Does a cost paid from this source belong to this rung of the ladder?"""
    if funding == "operating":
        return level != "medical_business" or unit_class != "administration"
    if funding in ("fiscal_project", "other_project"):
        return level in ("medical_full", "hospital_full")
    return level == "hospital_full"


def half_away(value):
    """Round half away from zero to a whole number."""
    magnitude = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -magnitude if value < 0 else magnitude


def yuan(fen):
    sign = "-" if fen < 0 else ""
    return "%s%d.%02d" % (sign, abs(fen) // 100, abs(fen) % 100)


def largest_remainder(parts):
    """Whole fen that add up to the rounded total: floors of the mirrored-to-positive parts, missing fen to the largest
    remainders, ties to the earlier part (parts come in the order of unit codes)."""
    total = half_away(sum(parts, Fraction(0)))
    sign = -1 if total < 0 else 1
    mirrored = [part * sign for part in parts]
    whole = [part.numerator // part.denominator for part in mirrored]
    missing = total * sign - sum(whole)
    rank = sorted(range(len(parts)), key=lambda i: (-(mirrored[i] - whole[i]), i))
    for i in rank[:missing]:
        whole[i] += 1
    return [amount * sign for amount in whole]


class Hospital:
    def __init__(self, data):
        self.data = data
        self.units = sorted(data["units"], key=lambda unit: unit["code"])
        self.class_of = {unit["code"]: unit["class"] for unit in self.units}
        self.factor = [Fraction(text) for text in data["factor"]]
        self.item_of, self.carve_of = {}, {}
        for row in data["accounts"]:
            self.item_of.setdefault(row["account"], row["item"])
            self.carve_of.setdefault(row["account"], row["carve_out"])

    # -- direct cost --------------------------------------------------------------------------------------------------
    def gather(self):
        self.direct = {code: nothing() for code in self.class_of}
        self.carved = {}
        self.unplaced_codes = nothing()
        for line in self.data["ledger"]:
            unit = line["unit"]
            if not enters(self.data["level"], line["funding"], self.class_of.get(unit)):
                continue
            item = self.item_of.get(line["account"])
            if item is None:
                self.unplaced_codes[OTHER] += line["fen"]
                continue
            amount = line["fen"] * self.factor[item]
            if unit not in self.class_of:
                self.unplaced_codes[item] += amount
                continue
            self.direct[unit][item] += amount
            carve_out = self.carve_of[line["account"]]
            if carve_out is not None and self.class_of[unit] in ("medical_technology", "clinical"):
                key = (unit, carve_out)
                self.carved.setdefault(key, nothing())[item] += amount

    # -- step-down ----------------------------------------------------------------------------------------------------
    def driver_of(self, unit):
        for rule in self.data["rules"]:
            if rule.get("unit") == unit:
                return rule["driver"]
        for rule in self.data["rules"]:
            if rule.get("class") == self.class_of[unit]:
                return rule["driver"]
        return None

    def measure(self, driver, giver, receiver):
        rows = [row for row in self.data["drivers"] if row["driver"] == driver]
        for source in (giver, None):
            found = [row for row in rows if row["giver"] == source]
            if found:
                return sum((Fraction(row["value"]) for row in found if row["unit"] == receiver), Fraction(0))
        if driver == "headcount":
            return sum((Fraction(row["share"]) for row in self.data["staff"] if row["unit"] == receiver), Fraction(0))
        if driver in ("visits", "bed_days"):
            return Fraction(sum(row[driver] for row in self.data["work"] if row["unit"] == receiver))
        if driver == "executed_revenue":
            return Fraction(sum(row["fen"] for row in self.data["revenue"] if row["executing"] == receiver))
        if driver == "ordered_revenue":
            return Fraction(sum(row["fen"] for row in self.data["revenue"]
                                if row["executing"] == giver and row["ordering"] == receiver))
        return Fraction(0)

    def step_down(self):
        self.received = [self.direct] + [{code: nothing() for code in self.class_of} for _ in range(3)]
        self.given = {code: nothing() for code in self.class_of}
        self.unspread = [nothing() for _ in range(4)]  # by level; level 0 is what has an unknown code
        self.unspread[0] = self.unplaced_codes
        for level in (1, 2, 3):
            giving = ORDER[level - 1]
            receivers = [unit["code"] for unit in self.units if ORDER.index(unit["class"]) > level - 1]
            for unit in self.units:
                giver = unit["code"]
                if unit["class"] != giving:
                    continue
                pool = plus(*[by_unit[giver] for by_unit in self.received])
                driver = self.driver_of(giver)
                weights = {}
                if driver is not None:
                    for receiver in receivers:
                        weight = self.measure(driver, giver, receiver)
                        if weight > 0:
                            weights[receiver] = weight
                total = sum(weights.values(), Fraction(0))
                if total == 0:
                    self.unspread[level] = plus(self.unspread[level], pool)
                    continue
                for receiver, weight in weights.items():
                    to = self.received[level][receiver]
                    for item in ITEMS:
                        to[item] += pool[item] * weight / total
                self.given[giver] = pool

    def full(self, code):
        return plus(*[by_unit[code] for by_unit in self.received])

    # -- visits and bed-days ------------------------------------------------------------------------------------------
    def objects(self):
        rows = {"visits": [], "bed_days": []}
        for unit in self.units:
            code = unit["code"]
            if unit["class"] != "clinical":
                continue
            count = {kind: sum(row[kind] for row in self.data["work"] if row["unit"] == code) for kind in rows}
            used = [kind for kind in rows if count[kind] > 0]
            full = self.full(code)
            if len(used) == 1:
                rows[used[0]].append((code, count[used[0]], full, True))
            elif len(used) == 2:
                ordered = [row for row in self.data["revenue"] if row["ordering"] == code]
                out = sum(row["fen"] for row in ordered if not row["inpatient"])
                inn = sum(row["fen"] for row in ordered if row["inpatient"])
                if out < 0 or inn < 0 or out + inn == 0:
                    for kind in used:
                        rows[kind].append((code, count[kind], full, False))
                else:
                    share = Fraction(out, out + inn)
                    rows["visits"].append((code, count["visits"], [cost * share for cost in full], True))
                    rows["bed_days"].append((code, count["bed_days"], [cost * (1 - share) for cost in full], True))
        return {kind: self.with_hospital(of_kind) for kind, of_kind in rows.items()}

    @staticmethod
    def with_hospital(rows):
        if rows:
            known = [row for row in rows if row[3]]
            whole = ("", sum(row[1] for row in rows), plus(nothing(), *[row[2] for row in known]), len(known) == len(rows))
            rows = [whole] + rows
        out = []
        for code, count, cost, computable in rows:
            total = sum(cost, Fraction(0))
            out.append({
                "unit": code,
                "count": count,
                "cost": texts(cost),
                "each": str(total / count) if computable else None,
                "each_without_drugs": str((total - cost[DRUGS]) / count) if computable else None,
            })
        return out

    # -- service units ------------------------------------------------------------------------------------------------
    def service_units(self):
        codes = self.data["service_units"]
        self.pool = {code: nothing() for code in codes}
        # What could not be spread at levels 1 and 2, or has an unknown code, reaches no service unit; what level 3 could
        # not spread still stands in its technology unit, which is where service-unit costing begins.
        self.unassigned = plus(self.unspread[0], self.unspread[1], self.unspread[2])
        for unit in self.units:
            code = unit["code"]
            if unit["class"] not in ("medical_technology", "clinical"):
                continue
            own = plus(*[by_unit[code] for by_unit in self.received[:3]])
            for (using, target), amounts in self.carved.items():
                if using == code and target in self.pool:
                    own = [a - b for a, b in zip(own, amounts)]
                    self.pool[target] = plus(self.pool[target], amounts)
            if unit["service_unit"] in self.pool:
                self.pool[unit["service_unit"]] = plus(self.pool[unit["service_unit"]], own)
            else:
                self.unassigned = plus(self.unassigned, own)
        self.revenue = {code: 0 for code in codes}
        self.outpatient = {code: 0 for code in codes}
        self.lost_revenue = 0
        for row in self.data["revenue"]:
            if row["service_unit"] in self.revenue:
                self.revenue[row["service_unit"]] += row["fen"]
                if not row["inpatient"]:
                    self.outpatient[row["service_unit"]] += row["fen"]
            else:
                self.lost_revenue += row["fen"]
        self.ratio, self.item_ratio = {}, {}
        for code in codes:
            if self.revenue[code] > 0:
                self.ratio[code] = sum(self.pool[code], Fraction(0)) / self.revenue[code]
                self.item_ratio[code] = [cost / self.revenue[code] for cost in self.pool[code]]

    # -- cases and groups ---------------------------------------------------------------------------------------------
    def cases(self):
        unit_of = {}
        for row in self.data["fee_lines"]:
            unit_of.setdefault(row["line"], row["service_unit"])
        costs, groups = [], {}
        for case in self.data["cases"]:
            charges = {code: 0 for code in self.pool}
            for line, fen in case["fees"]:
                if unit_of.get(line) in charges:
                    charges[unit_of[line]] += fen
            bad = any(fen != 0 and code not in self.ratio for code, fen in charges.items())
            bad = bad or (case["charge"] != 0 and all(fen == 0 for fen in charges.values()))
            cost = None
            if not bad:
                cost = sum((self.ratio[code] * fen for code, fen in charges.items() if fen), Fraction(0))
            costs.append(None if cost is None else half_away(cost))
            group = groups.setdefault(case["group"], {"cases": 0, "charges": {code: 0 for code in self.pool}, "no_detail": 0})
            group["cases"] += 1
            group["no_detail"] += case["charge"] != 0 and all(fen == 0 for fen in charges.values())
            for code, fen in charges.items():
                group["charges"][code] += fen
        out = {}
        for name, group in groups.items():
            charged = {code: fen for code, fen in group["charges"].items() if fen}
            answer = {"cases": group["cases"], "cost": None, "matrix": None}
            if not group["no_detail"] and all(code in self.ratio for code in charged):
                answer["cost"] = str(sum((self.ratio[code] * fen for code, fen in charged.items()), Fraction(0)))
                answer["matrix"] = [
                    texts([rate * charged.get(code, 0) for rate in self.item_ratio.get(code, nothing())])
                    for code in self.pool
                ]
            out[name] = answer
        return costs, out

    # -- printed tables -----------------------------------------------------------------------------------------------
    def printed(self):
        clinical = [unit["code"] for unit in self.units if unit["class"] == "clinical"]
        full = {code: self.full(code) for code in clinical}
        by_item = [[yuan(fen) for fen in largest_remainder([full[code][item] for code in clinical])] for item in ITEMS]
        pools = [[yuan(fen) for fen in largest_remainder([self.pool[code][item] for code in self.pool])] for item in ITEMS]
        return {
            "full_by_item": {code: [column[i] for column in by_item] for i, code in enumerate(clinical)},
            "full": {code: yuan(half_away(sum(full[code], Fraction(0)))) for code in clinical},
            "service_units": {code: [column[i] for column in pools] for i, code in enumerate(self.pool)},
        }

    def answer(self):
        self.gather()
        self.step_down()
        objects = self.objects()
        self.service_units()
        case_costs, groups = self.cases()
        return {
            "units": {
                code: {
                    "direct": texts(self.received[0][code]),
                    "level1": texts(self.received[1][code]),
                    "level2": texts(self.received[2][code]),
                    "level3": texts(self.received[3][code]),
                    "given": texts(self.given[code]),
                    "full": texts(self.full(code)),
                }
                for code in self.class_of
            },
            "unallocated": texts(plus(*self.unspread)),
            "visits": objects["visits"],
            "bed_days": objects["bed_days"],
            "service_units": {
                code: {
                    "cost": texts(self.pool[code]),
                    "revenue": self.revenue[code],
                    "outpatient": self.outpatient[code],
                    "ratio": str(self.ratio[code]) if code in self.ratio else None,
                    "item_ratio": texts(self.item_ratio[code]) if code in self.ratio else None,
                }
                for code in self.pool
            },
            "unassigned": texts(self.unassigned),
            "unassigned_revenue": self.lost_revenue,
            "cases": case_costs,
            "groups": groups,
            "printed": self.printed(),
        }


def texts(amounts):
    return [str(amount) for amount in amounts]


if __name__ == "__main__":
    hospitals = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    json.dump([Hospital(one).answer() for one in hospitals], sys.stdout, ensure_ascii=True)
