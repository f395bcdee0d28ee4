package affiliate

import (
	"slices"
	"strings"

	"linkledger/internal/money"
)

// Verdict is how a report stands beside the others of its scope.
type Verdict string

// The verdicts.
const (
	VerdictReported   Verdict = "reported"
	VerdictUnresolved Verdict = "unresolved" // earns nothing until the network's own rows tell
	VerdictReversed   Verdict = "reversed"   // the network took the sale back
)

// Standing is what a report comes to.
type Standing struct {
	Verdict Verdict
	// Sale and Payout are what a sale amounts to now.
	Sale, Payout money.Amount
	// Corrects is the sale that a correction, reversal or restatement is about.
	Corrects ConversionID
	// ConflictsWith is a report that an unresolved one can't be told apart from.
	ConflictsWith ConversionID
}

// Judge says what the reports of one scope come to. It looks at them as a set:
// in whatever order and however often they arrived, the standings are the same.
//
//   - A report that only lacks the network's row id of another one says nothing
//     more than that one: it is unresolved beside it.
//   - A sale that a browser told of is unresolved beside one of a server that
//     may be the same, and changes nothing of that.
//   - A sale with an order id counts unless another sale has the same order id.
//     A sale without one counts only if it is the only sale. Where sales can't
//     be told apart, none of them counts: nobody knows which came to be.
//   - A correction, reversal or restatement is about the sale with its network's
//     row id; else the one of its order; else the only sale there is, unless
//     both have an order id and these differ. Where that is none, or more than
//     one, it is unresolved and changes nothing.
//   - A reversal takes its sale back, whatever else was said of it.
//   - Corrections are added up. What is left of a sale is never less than
//     nothing: a sale that comes to nothing is reversed.
//   - One restatement replaces the amounts. Two of them, or one beside
//     corrections, leave the sale unresolved: the reports don't tell which is
//     the last.
func Judge(reports []Report) map[ConversionID]Standing {
	if len(reports) == 1 { // as most are: there is nothing to compare
		return map[ConversionID]Standing{reports[0].ID: reports[0].alone()}
	}
	all := slices.Clone(reports)
	slices.SortFunc(all, func(a, b Report) int { return strings.Compare(string(a.ID), string(b.ID)) })
	all = slices.CompactFunc(all, func(a, b Report) bool { return a.ID == b.ID })
	j := judgement{standings: make(map[ConversionID]Standing, len(all)), byOrder: map[string][]Report{}}
	fuller := map[Report]ConversionID{}
	for _, r := range all {
		if r.NetworkID != "" {
			fuller[r.withoutRow()] = r.ID
		}
	}
	for _, r := range all {
		switch by, covered := fuller[r.withoutRow()]; {
		case covered && r.NetworkID == "" && r.Verdict == "":
			j.standings[r.ID] = Standing{Verdict: VerdictUnresolved, Sale: r.Sale.Amount, Payout: r.Payout.Amount, ConflictsWith: by}
		case r.Via == ViaBrowser && toldByServer(all, r) != "":
			j.standings[r.ID] = Standing{Verdict: VerdictUnresolved, Sale: r.Sale.Amount, Payout: r.Payout.Amount, ConflictsWith: toldByServer(all, r)}
		case r.Kind == ReportSale:
			j.sales, j.byOrder[r.OrderID] = append(j.sales, r), append(j.byOrder[r.OrderID], r)
		default:
			j.amendments = append(j.amendments, r)
		}
	}
	for _, sale := range j.sales {
		j.sale(sale)
	}
	amends := map[ConversionID][]Report{}
	for _, r := range j.amendments {
		standing := Standing{Verdict: VerdictUnresolved, Sale: r.Sale.Amount, Payout: r.Payout.Amount}
		if sale, found := j.about(r); found {
			standing.Verdict, standing.Corrects = VerdictReported, sale.ID
			amends[sale.ID] = append(amends[sale.ID], r)
		}
		j.standings[r.ID] = standing
	}
	for _, sale := range j.sales {
		if of := amends[sale.ID]; len(of) > 0 {
			j.standings[sale.ID] = j.standings[sale.ID].amended(of)
		}
	}
	return j.standings
}

// toldByServer is a server's report that may be of the sale that a browser told
// of; empty for none.
func toldByServer(all []Report, browser Report) ConversionID {
	i := slices.IndexFunc(all, func(r Report) bool {
		return r.Via == "" && r.Kind == ReportSale && (r.OrderID == "" || r.OrderID == browser.OrderID)
	})
	if i < 0 {
		return ""
	}
	return all[i].ID
}

// alone is what a report comes to without others.
func (r Report) alone() Standing {
	s := Standing{Verdict: VerdictReported, Sale: r.Sale.Amount, Payout: r.Payout.Amount}
	switch {
	case r.Kind != ReportSale:
		s.Verdict = VerdictUnresolved
	case r.Verdict != "":
		s.Verdict = r.Verdict
	}
	return s
}

type judgement struct {
	sales, amendments []Report
	byOrder           map[string][]Report // the sales
	standings         map[ConversionID]Standing
}

// withoutRow is what a report says but for the network's row id.
func (r Report) withoutRow() Report {
	r.ID, r.NetworkID, r.Verdict = "", "", ""
	return r
}

func (j *judgement) sale(r Report) {
	standing := Standing{Verdict: VerdictReported, Sale: r.Sale.Amount, Payout: r.Payout.Amount}
	rivals := j.byOrder[r.OrderID]
	if r.OrderID == "" {
		rivals = j.sales
	}
	switch other := slices.IndexFunc(rivals, func(other Report) bool { return other.ID != r.ID }); {
	case r.Verdict != "":
		standing.Verdict = r.Verdict
	case other >= 0:
		standing.Verdict, standing.ConflictsWith = VerdictUnresolved, rivals[other].ID
	}
	j.standings[r.ID] = standing
}

// about finds the sale that a correction, reversal or restatement is about.
func (j *judgement) about(r Report) (Report, bool) {
	pick := func(fits func(sale Report) bool) (found []Report) {
		for _, sale := range j.sales {
			// A difference in another currency can't be added to it.
			if fits(sale) && (r.Kind != ReportCorrection || r.Sale.Currency == sale.Sale.Currency) {
				found = append(found, sale)
			}
		}
		return found
	}
	if r.NetworkID != "" {
		if found := pick(func(sale Report) bool { return sale.NetworkID == r.NetworkID }); len(found) == 1 {
			return found[0], true
		}
	}
	if r.OrderID != "" {
		if found := pick(func(sale Report) bool { return sale.OrderID == r.OrderID }); len(found) > 0 {
			return found[0], len(found) == 1
		}
	}
	if len(j.sales) != 1 {
		return Report{}, false
	}
	found := pick(func(sale Report) bool { return sale.OrderID == "" || r.OrderID == "" })
	if len(found) != 1 {
		return Report{}, false
	}
	return found[0], true
}

// amended is a sale's standing after all that was said of it later.
func (s Standing) amended(by []Report) Standing {
	if slices.ContainsFunc(by, func(r Report) bool { return r.Kind == ReportReversal }) {
		return s.reversed()
	}
	restated := slices.ContainsFunc(by, func(r Report) bool { return r.Kind == ReportRestatement })
	switch {
	case restated && len(by) > 1:
		s.Verdict, s.ConflictsWith = VerdictUnresolved, by[0].ID
	case restated:
		s.Sale = by[0].Sale.Amount
		if s.Payout = by[0].Payout.Amount; !by[0].Payout.Given {
			s.Payout = money.New(0, s.Sale.Currency)
		}
	default:
		sold := s.Sale.Minor > 0
		for _, r := range by { // at most MaxReports of at most money.Limit, so nothing overflows
			s.Sale.Minor += r.Sale.Minor
			s.Payout.Minor += r.Payout.Minor
		}
		if sold && s.Sale.Minor <= 0 {
			return s.reversed()
		}
		s.Sale.Minor, s.Payout.Minor = max(s.Sale.Minor, 0), max(s.Payout.Minor, 0)
		if !s.Sale.Sane() || !s.Payout.Sane() {
			s.Verdict = VerdictUnresolved
		}
	}
	return s
}

func (s Standing) reversed() Standing {
	return Standing{Verdict: VerdictReversed, Sale: money.New(0, s.Sale.Currency), Payout: money.New(0, s.Payout.Currency)}
}

// MaxReports is how many different reports a scope takes.
const MaxReports = 1000
