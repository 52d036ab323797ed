"""Independent answers for small hospitals: hospital cost accounting with exact fractions.

Written from the method (shared bills measured first, three-level step-down by cost item with a driver per unit and
item and orders inside a class, the reciprocal and the direct method beside it, visit and bed-day cost, cost-to-charge
ratio per service unit and item, largest remainder), not from the program it judges. Standard library only; Python 3.9
or newer.

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
  bills           shared bills: departments, accounts (an empty list asks nothing), meter or null, driver
  rules           driver per giving unit ("unit") or per class ("class"), for one item or all (null); the unit's rule for
                  the item outranks the unit's, that the class's for the item, that the class's
  orders          lists of units of one class: each gives also to those after it in its list
  service_units   codes in order;  fee_lines: line, service_unit
  cases           group, charge, fees [[line, fen], ...]

Readings the method leaves open, fixed here as the program documents them: an unknown unit counts as medical for the
ladder; an unknown account has no item and stands under the seventh, without a scenario's factor; a driver value below
zero counts as zero; carve-outs of administration and support stay where they are, because their whole cost is passed
on; a unit with visits and bed-days is split by the outpatient share of what it ordered; a line that two bills take goes
with the first; meters are yuan of the whole bill, whatever money paid it and before a scenario's factor, and share it
whole where they show more; a bill of nothing or less is not measured; orders that overlap hold together, what comes
after a unit's successor comes after the unit; the remainder is for units without a meter; what a bill lays on
administration is no cost of the lowest rung; a line of a bill is never carved out; reciprocal services are those to
every other unit.
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


def solve(codes, share, own):
    """x(s) = own(s) + sum over t of share(t, s) x(t), by elimination; None when there is no one answer."""
    rows = [[Fraction(int(s == t)) - share[t].get(s, 0) for t in codes] + [own[s]] for s in codes]
    for at in range(len(codes)):
        pivot = next((row for row in range(at, len(codes)) if rows[row][at] != 0), None)
        if pivot is None:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for row in range(len(codes)):
            if row != at and rows[row][at] != 0:
                rows[row] = [a - rows[row][at] * b for a, b in zip(rows[row], rows[at])]
    return {code: row[-1] for code, row in zip(codes, rows)}


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
    def bill_of(self, line):
        """The first bill that takes the line."""
        for number, bill in enumerate(self.data["bills"]):
            asked = [(bill["departments"], line["unit"]), (bill["accounts"], line["account"])]
            if any(codes for codes, _ in asked) and all(not codes or code in codes for codes, code in asked):
                return number
        return None

    def gather(self):
        self.direct = {code: nothing() for code in self.class_of}
        self.bills = [{"whole": Fraction(0), "pool": nothing()} for _ in self.data["bills"]]
        self.carved = {}
        self.unplaced_codes = nothing()
        for line in self.data["ledger"]:
            unit = line["unit"]
            number = self.bill_of(line)
            if number is not None and line["account"] in self.item_of:
                bill, item = self.bills[number], self.item_of[line["account"]]
                bill["whole"] += Fraction(line["fen"], 100)
                # Who bears it decides about the rung, not who booked it.
                if enters(self.data["level"], line["funding"], None):
                    bill["pool"][item] += line["fen"] * self.factor[item]
                continue
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

    # -- shared bills -------------------------------------------------------------------------------------------------
    def share_bills(self):
        self.shared = {code: nothing() for code in self.class_of}
        for bill, rule in zip(self.bills, self.data["bills"]):
            metered = self.weights(rule["meter"], None, list(self.class_of)) if rule["meter"] is not None else {}
            shown = sum(metered.values(), Fraction(0))
            part = {}
            if shown > 0 and bill["whole"] > 0:
                # A meter that shows 30 of 100 yuan takes three tenths of every item of the bill.
                basis = max(bill["whole"], shown)
                part = {code: value / basis for code, value in metered.items()}
            rest = 1 - sum(part.values(), Fraction(0))
            others = self.weights(rule["driver"], None, [code for code in self.class_of if code not in part])
            total = sum(others.values(), Fraction(0))
            for code, value in others.items():
                part[code] = rest * value / total
            if total == 0:
                self.unplaced_codes = plus(self.unplaced_codes, [amount * rest for amount in bill["pool"]])
            for code, share in part.items():
                if self.data["level"] == "medical_business" and self.class_of[code] == "administration":
                    continue
                self.shared[code] = plus(self.shared[code], [amount * share for amount in bill["pool"]])

    # -- step-down ----------------------------------------------------------------------------------------------------
    def driver_of(self, unit, item):
        for key, value in (("unit", unit), ("class", self.class_of[unit])):
            for wanted in (item, None):
                for rule in self.data["rules"]:
                    if rule.get(key) == value and rule["item"] == wanted:
                        return rule["driver"]
        return None

    def weights(self, driver, giver, receivers):
        """Receivers with a value above zero."""
        found = {}
        for receiver in receivers if driver is not None else []:
            weight = self.measure(driver, giver, receiver)
            if weight > 0:
                found[receiver] = weight
        return found

    def after(self, giver):
        """Units of its class the giver also gives to."""
        found, looked_at = set(), [giver]
        while looked_at:
            unit = looked_at.pop()
            for order in self.data["orders"]:
                new = set(order[order.index(unit) + 1:]) - found if unit in order else set()
                found |= new
                looked_at += new
        return found

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
        self.received = [self.direct, self.shared] + [{code: nothing() for code in self.class_of} for _ in range(3)]
        self.given = {code: nothing() for code in self.class_of}
        self.unspread = [nothing() for _ in range(4)]  # by level; level 0 is what has an unknown code or bill's driver
        self.unspread[0] = self.unplaced_codes
        for level in (1, 2, 3):
            later = [unit["code"] for unit in self.units if ORDER.index(unit["class"]) > level - 1]
            waiting = [unit["code"] for unit in self.units if unit["class"] == ORDER[level - 1]]
            while waiting:
                # The next to close: nobody still waiting gives to it.
                giver = next(one for one in waiting if not any(one in self.after(other) for other in waiting))
                waiting.remove(giver)
                pool = plus(*[by_unit[giver] for by_unit in self.received])
                receivers = later + sorted(self.after(giver))
                for item in ITEMS:
                    weights = self.weights(self.driver_of(giver, item), giver, receivers)
                    total = sum(weights.values(), Fraction(0))
                    if total == 0:
                        self.unspread[level][item] += pool[item]
                        continue
                    for receiver, weight in weights.items():
                        self.received[level + 1][receiver][item] += pool[item] * weight / total
                    self.given[giver][item] = pool[item]

    # -- all at once --------------------------------------------------------------------------------------------------
    def at_once(self, everybody):
        """Gross cost per unit and what ends nowhere: the equations x = d + Q'x (reciprocal), or every giver's own cost
        straight to the clinical units (direct). None where units serve only each other."""
        codes = [unit["code"] for unit in self.units]
        gross = {code: plus(self.direct[code], self.shared[code]) for code in codes}
        nowhere = list(self.unspread[0])
        for item in ITEMS:
            share = {}
            for giver in codes:
                if self.class_of[giver] == "clinical":
                    continue
                reach = [code for code in codes if code != giver and (everybody or self.class_of[code] == "clinical")]
                weights = self.weights(self.driver_of(giver, item), giver, reach)
                total = sum(weights.values(), Fraction(0))
                share[giver] = {code: weight / total for code, weight in weights.items()}
            solved = {giver: gross[giver][item] for giver in share}
            if everybody:
                solved = solve(list(share), share, solved)
                if solved is None:
                    return None
            for giver, amount in solved.items():
                gross[giver][item] = amount
                if not share[giver]:
                    nowhere[item] += amount
                for receiver, part in share[giver].items():
                    if self.class_of[receiver] == "clinical":
                        gross[receiver][item] += amount * part
        clinical = [code for code in codes if self.class_of[code] == "clinical"]
        return {
            "gross": {code: texts(gross[code]) for code in codes},
            "full": {code: texts(gross[code]) for code in clinical},
            "unallocated": texts(nowhere),
        }

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
            own = plus(*[by_unit[code] for by_unit in self.received[:4]])
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
        self.share_bills()
        self.step_down()
        objects = self.objects()
        self.service_units()
        case_costs, groups = self.cases()
        return {
            "units": {
                code: {
                    "direct": texts(self.received[0][code]),
                    "level0": texts(self.received[1][code]),
                    "level1": texts(self.received[2][code]),
                    "level2": texts(self.received[3][code]),
                    "level3": texts(self.received[4][code]),
                    "given": texts(self.given[code]),
                    "full": texts(self.full(code)),
                }
                for code in self.class_of
            },
            "unallocated": texts(plus(*self.unspread)),
            "reciprocal": self.at_once(True),
            "direct_method": self.at_once(False),
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
