package cashflow

import (
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Sums are what some sales come to, in minor units of one currency.
type Sums struct {
	Sales      int
	Sale       int64
	Commission int64
}

func (s Sums) plus(o Sums) Sums {
	return Sums{s.Sales + o.Sales, s.Sale + o.Sale, s.Commission + o.Commission}
}

func (s Sums) minus(o Sums) Sums {
	return Sums{s.Sales - o.Sales, s.Sale - o.Sale, s.Commission - o.Commission}
}

// Standing is one kind of sales: those that stand alike, in one currency.
type Standing struct {
	Currency   money.Currency // of the sums
	Test       bool
	Attributed bool // to a member
	Bonus      bool // CJ's own extra, on no sale
	Reported   bool // a postback tells of it and CJ's ledger does not
	Foreign    bool // CJ's rows in another currency than the one that counts
	Declined   bool // by CJ's advertiser
	Original   bool // CJ's row of the sale itself is here
	Advertiser bool // an advertiser's rows: their commissions are not ours
	Status     affiliate.Status

	CJ   Sums // by CJ's rows
	Ours Sums // as the members' reports count them
}

// Line is one line of the comparison.
type Line struct {
	Key   string
	Label string
	Means string
	Sums
}

// Keys of lines.
const (
	LineCJ      = "cj"
	LineMembers = "members"
	lineOther   = "other"
)

// Side is the comparison in one currency: CJ's whole first, what explains the
// difference, the members' sum last. The lines between add up to what is
// between the two.
type Side struct {
	Currency money.Currency
	Lines    []Line
	Equal    bool // every difference is explained
}

// AsCJ sets CJ's whole beside the members' sum. To CJ the programme is one
// sub-affiliate: it knows nothing of members.
func AsCJ(standings []Standing) []Side {
	byCurrency := map[money.Currency]map[string]Sums{}
	for _, s := range standings {
		lines := byCurrency[s.Currency]
		if lines == nil {
			lines = map[string]Sums{}
			byCurrency[s.Currency] = lines
		}
		lines[LineCJ] = lines[LineCJ].plus(s.CJ)
		lines[LineMembers] = lines[LineMembers].plus(s.Ours)
		if difference := s.Ours.minus(s.CJ); difference != (Sums{}) {
			key := s.why()
			lines[key] = lines[key].plus(difference)
		}
	}
	var sides []Side
	for _, currency := range slices.Sorted(maps.Keys(byCurrency)) {
		side := Side{Currency: currency, Equal: true}
		for _, line := range table() {
			sums, has := byCurrency[currency][line.Key]
			if !has {
				continue
			}
			line.Sums = sums
			side.Lines = append(side.Lines, line)
			if line.Key == lineOther {
				side.Equal = false
			}
		}
		sides = append(sides, side)
	}
	return sides
}

// why names the line that explains a difference.
func (s Standing) why() string {
	switch {
	case s.Foreign:
		return "held"
	case s.Test:
		return "test"
	case s.Declined:
		return "declined"
	case s.Reported && s.Attributed && !s.lost():
		return "postback"
	case s.Bonus && !s.Attributed:
		return "bonus"
	case !s.Attributed:
		return "nobody"
	case !s.Reported && !s.Original:
		return "waiting"
	case s.Status == affiliate.StatusUnresolved:
		return "unresolved"
	case s.Status == affiliate.StatusRejected:
		return "rejected"
	case s.Status == affiliate.StatusReversed && s.CJ.Sale == 0 && s.CJ.Commission == 0:
		return "reversed"
	case s.Advertiser:
		return "advertiser"
	}
	return lineOther
}

// lost reports whether the members' figures leave the sales out.
func (s Standing) lost() bool {
	return s.Status == affiliate.StatusUnresolved || s.Status == affiliate.StatusRejected || s.Status == affiliate.StatusReversed
}

// table lists the lines in the order in which they are shown. Between the
// first and the last one a line says what is taken off CJ's whole, or added to
// it, to come to the members' sum.
func table() []Line {
	return []Line{
		{Key: LineCJ, Label: "CJ's whole", Means: "All rows of CJ's ledger for the sales of these days. To CJ the programme is one publisher: it knows nothing of members."},
		{Key: "test", Label: "Test purchases", Means: "CJ may really pay them. They are in no member's figures."},
		{Key: "nobody", Label: "Nobody's sales", Means: "CJ's sid is no click of ours, or of a link that is not known: other links of the same account, other promotional properties."},
		{Key: "bonus", Label: "Bonuses from CJ", Means: "Paid to the programme for no sale of its own, so to no member."},
		{Key: "rejected", Label: "Rejected here", Means: "Somebody decided that the member earns nothing. CJ still pays them."},
		{Key: "declined", Label: "Declined by the advertiser", Means: "CJ's rows still show amounts; the action counts nothing, because the advertiser declined it."},
		{Key: "reversed", Label: "Reversed", Means: "All of the sale was taken back."},
		{Key: "unresolved", Label: "Unresolved", Means: "Reports of them contradict each other. They count once that is settled."},
		{Key: "held", Label: "In another currency", Means: "CJ's rows of one action in two currencies: a person decides what to make of them."},
		{Key: "waiting", Label: "Corrections without their sale", Means: "CJ's correction is here before the row that it corrects. Both count once that is here."},
		{Key: "advertiser", Label: "Paid to other publishers", Means: "An advertiser's token shows what CJ pays its publishers; it is not ours."},
		{Key: "postback", Label: "Not in CJ's ledger yet", Means: "Reported by a postback; CJ's own row is not here."},
		{Key: lineOther, Label: "Not explained", Means: "Look at Reconciliation: it lists them sale by sale."},
		{Key: LineMembers, Label: "Our members", Means: "The sum of all members in Sales Tracking."},
	}
}
