package desktop

import (
	"cmp"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/clickquality"
	"linkledger/internal/cube"
)

// maxQualityRows bounds the offers, members or links that are shown.
const maxQualityRows = 200

// qualityTable adds counts of links up by all that they belong to.
type qualityTable struct {
	links   map[int64]affiliate.Link
	names   names
	reasons map[string]*reasonCount
	order   []string // of reasons
	total   QualityCount
	before  QualityCount

	byOffer, byMember, byLink map[string]*qualityRow
}

type reasonCount struct{ now, before int }

type qualityRow struct {
	QualityRow
	byReason map[string]int
}

func newQualityTable(links []affiliate.Link, names names) *qualityTable {
	t := &qualityTable{links: map[int64]affiliate.Link{}, names: names, reasons: map[string]*reasonCount{},
		byOffer: map[string]*qualityRow{}, byMember: map[string]*qualityRow{}, byLink: map[string]*qualityRow{}}
	for _, l := range links {
		t.links[l.Number] = l
	}
	return t
}

func (t *qualityTable) count(counts []clickquality.Count, before bool) {
	for _, c := range counts {
		l, n := t.links[c.Link], int(c.Clicks)
		row := func(rows map[string]*qualityRow, id, name, owner string) {
			r := rows[id]
			if r == nil {
				r = &qualityRow{QualityRow: QualityRow{ID: id, Name: name, Owner: owner}, byReason: map[string]int{}}
				rows[id] = r
			}
			to := &r.Count
			if before {
				to = &r.Before
			} else if c.Reason != "" {
				r.byReason[c.Reason] += n
			}
			to.add(c.Reason, n)
		}
		row(t.byOffer, string(l.OfferID), t.names.offers[l.OfferID], "")
		row(t.byMember, string(l.MemberID), t.names.members[l.MemberID], "")
		row(t.byLink, string(l.ID), l.Path(), t.names.members[l.MemberID])
		if before {
			t.before.add(c.Reason, n)
		} else {
			t.total.add(c.Reason, n)
		}
		if c.Reason == "" {
			continue
		}
		if t.reasons[c.Reason] == nil {
			t.reasons[c.Reason] = &reasonCount{}
		}
		if before {
			t.reasons[c.Reason].before += n
		} else {
			t.reasons[c.Reason].now += n
		}
	}
}

func (q *QualityCount) add(reason string, n int) {
	if reason == "" {
		q.Gross += n
	} else {
		q.Rejected += n
	}
}

// into writes what was counted into a view.
func (t *qualityTable) into(v *QualityView) {
	v.Total, v.TotalBefore = t.total, t.before
	for reason, n := range t.reasons {
		words := affiliate.ClickReasonOf(reason)
		v.Reasons = append(v.Reasons, QualityReason{Reason: reason, Words: words.Words, Meaning: words.Meaning, Clicks: n.now, Before: n.before})
	}
	slices.SortFunc(v.Reasons, func(a, b QualityReason) int {
		return cmp.Or(cmp.Compare(b.Clicks, a.Clicks), cmp.Compare(b.Before, a.Before), cmp.Compare(a.Reason, b.Reason))
	})
	for _, r := range v.Reasons {
		t.order = append(t.order, r.Reason)
	}
	v.Offers, v.Members, v.Links = t.rows(t.byOffer), t.rows(t.byMember), t.rows(t.byLink)
}

func (t *qualityTable) rows(all map[string]*qualityRow) QualityRows {
	list := make([]QualityRow, 0, len(all))
	for _, r := range all {
		if r.Count.Gross == 0 && r.Count.Rejected == 0 {
			continue // only before
		}
		r.Reasons = make([]int, len(t.order))
		for i, reason := range t.order {
			r.Reasons[i] = r.byReason[reason]
		}
		list = append(list, r.QualityRow)
	}
	slices.SortFunc(list, func(a, b QualityRow) int {
		return cmp.Or(cmp.Compare(b.Count.Rejected, a.Count.Rejected), cmp.Compare(b.Count.Gross, a.Count.Gross), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	more := max(len(list)-maxQualityRows, 0)
	return QualityRows{Rows: list[:len(list)-more], More: more}
}

// days are all days of a period, those without a click too.
func (t *qualityTable) days(counts []clickquality.Count, p clickquality.Period) []QualityDay {
	days := make([]QualityDay, p.Days())
	for i := range days {
		days[i] = QualityDay{Day: (p.From + cube.Day(i)).String(), Reasons: make([]int, len(t.order))}
	}
	for _, c := range counts {
		d, n := &days[int(c.Day-p.From)], int(c.Clicks)
		d.Count.add(c.Reason, n)
		if at := slices.Index(t.order, c.Reason); at >= 0 {
			d.Reasons[at] += n
		}
	}
	return days
}
