package reconcile

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Correction is an order that CJ is to cancel or restate.
type Correction struct {
	Row    Row                       // CJ's
	Rows   []affiliate.CommissionRow // of its action
	Amount money.Amount              // of a restatement: what the order comes to
	Reason string                    // CJ's CorrectionReason, such as RETURNED_MERCHANDISE
	Refuse string                    // why it can't be in a file; empty when it may
}

// Corrections are what CJ's files are about: of each case that is wanted the
// rows that a correction means, and no other sale. A case that is wanted with a
// reason against it is refused for that reason.
func (r Result) Corrections(wanted func(Case) (yes bool, refuse string)) []Correction {
	var list []Correction
	for _, c := range r.Cases {
		switch yes, refuse := wanted(c); {
		case refuse != "":
			list = append(list, c.refused(refuse))
		case yes:
			list = append(list, c.corrections()...)
		}
	}
	r.keepOthers(list)
	return list
}

// keepOthers refuses what would hit a sale that stays: CJ's files name an order
// and an action tracker, and mean all that CJ has of the two.
func (r Result) keepOthers(list []Correction) {
	goes, stays := map[string]bool{}, map[[2]string]bool{}
	for _, c := range list {
		if c.Refuse == "" {
			goes[c.Row.ID] = true
		}
	}
	name := func(r Row) [2]string { return [2]string{affiliate.ExactOrder(r.OrderID), r.Tracker} }
	keep := func(rows []Row) {
		for _, row := range rows {
			if row.live() && !row.Extra && !goes[row.ID] {
				stays[name(row)] = true
			}
		}
	}
	keep(r.Beside)
	for _, c := range r.Cases {
		keep(c.Rows[CJ])
	}
	for i, c := range list {
		if order := name(c.Row); c.Refuse == "" && order[0] != "" && stays[order] {
			list[i].Refuse = "CJ's file can't tell it from the sale that stays, and would correct both. Ask CJ to take one back."
		}
	}
}

// corrections are the rows of a case that its correction means.
func (c Case) corrections() []Correction {
	switch {
	case !c.Has(CJ):
		return []Correction{c.refused("CJ does not have it: there is nothing to correct.")}
	case c.Bucket == Test:
		return c.tests()
	case c.Bucket == Duplicate:
		return c.extras()
	}
	counts, others := c.counted()
	if len(counts) > 1 {
		return []Correction{c.refused("CJ counts it by several action trackers, each with an amount. Correct it in CJ's account.")}
	}
	var list []Correction
	if len(counts) == 0 {
		counts, others = others, nil // an action without an amount can still be cancelled
	}
	for _, count := range counts {
		rows := liveOf(count.rows)
		if len(rows) == 0 {
			rows = count.rows
		}
		for _, row := range rows {
			list = append(list, c.correct(row))
		}
	}
	return list
}

// tests are CJ's rows that came by a test link; another row of the case may be a
// real sale.
func (c Case) tests() (list []Correction) {
	for _, row := range c.Rows[CJ] {
		if row.Test {
			list = append(list, c.correct(row))
		}
	}
	if len(list) == 0 {
		return []Correction{c.refused("CJ's row does not name the test link, so it may be a real sale. Cancel it in CJ's account once you know that it is the test.")}
	}
	return list
}

// extras are what CJ has too many of an order: all but the first of a tracker.
func (c Case) extras() (list []Correction) {
	for _, same := range byTracker(liveOf(c.Rows[CJ])) {
		for _, row := range same[1:] {
			list = append(list, c.correct(row))
		}
	}
	if len(list) == 0 {
		return []Correction{c.refused("CJ has it once: there is nothing too many to cancel.")}
	}
	return list
}

// correct makes a correction of one of CJ's rows.
func (c Case) correct(row Row) Correction {
	shop, _ := c.Total(Shop)
	correction := Correction{Row: row}
	if c.Has(Shop) {
		correction.Amount = shop
	}
	switch {
	case c.Bucket == Test:
		correction.Reason = "OTHER_REASON"
	case c.Bucket == Duplicate:
		correction.Reason = "DUPLICATED_ORDER"
	case c.Has(Shop) && shop.Minor < row.Amount.Minor:
		correction.Reason = "RETURNED_MERCHANDISE"
	}
	return correction
}

func (c Case) refused(why string) Correction {
	row := Row{OrderID: c.OrderID()}
	if c.Has(CJ) {
		row = c.Rows[CJ][0]
	}
	return Correction{Row: row, Refuse: why}
}
