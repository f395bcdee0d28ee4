package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
	"linkledger/internal/reconcile"
)

// bucketWords are the buckets as the screen says them, in its order.
var bucketWords = []struct {
	key                  reconcile.Bucket
	label, means, advice string
}{
	{reconcile.Matched, "Matched", "The sources agree.", "Nothing to do."},
	{reconcile.OnlyCJ, "Only at CJ", "CJ pays on it, and the shop does not have the order, or nothing else tells of it.", "Look for the order in the shop. Cancel it at CJ if there is none."},
	{reconcile.OnlyPostback, "Only a postback", "CJ told of the sale when it happened, and its ledger does not have it.", "Wait for two days, then ask CJ."},
	{reconcile.OnlyShop, "Only in the shop", "The shop has an order that nobody reported. Most orders of a shop are of that kind.", "Ask CJ about those that carry a member's promo code."},
	{reconcile.Differs, "Amount differs", "The sources have the order with different amounts.", "Restate it at CJ to what the shop kept, or cancel it."},
	{reconcile.Duplicate, "Duplicate", "One order is there more than once.", "Cancel what is too many at CJ."},
	{reconcile.ReversedLate, "Reversed late", "CJ took it back after it had locked the sale or after the member was paid.", "What the member was paid too much is taken off the next payment."},
	{reconcile.Test, "Test purchases", "Orders through a test link. Members earn nothing on them.", "Cancel them at CJ, or CJ pays on them."},
}

var sideWords = []string{"CJ", "Postbacks", "The shop"}

// sourcesAsOf is when each source last told something.
func (s *session) sourcesAsOf(ctx context.Context) ([]string, error) {
	asOf := make([]string, 3)
	var err error
	if asOf[reconcile.CJ], err = s.store.Noted(ctx, ingest.NoteCJAsOf); err != nil {
		return nil, err
	}
	if asOf[reconcile.Postback], err = s.store.Noted(ctx, ingest.NoteRelayAsOf); err != nil {
		return nil, err
	}
	files, err := s.store.OrderImports(ctx)
	if len(files) > 0 {
		asOf[reconcile.Shop] = files[0].At
	}
	return asOf, err
}

func (s *session) viewComparison(run *run[ReconciliationForm, compared]) (ReconciliationRun, error) {
	ctx, at := context.Background(), run.state()
	v := ReconciliationRun{ID: run.id, State: at.state, Done: at.done, Total: at.total, Millis: int(at.took.Milliseconds()), Error: at.problem(), Period: run.asked.Period,
		Sources: []SourceView{}, Buckets: []BucketView{}, Ties: []TieView{}}
	if at.state != runDone {
		return v, nil
	}
	home, err := s.currency(ctx)
	if err != nil {
		return v, err
	}
	now, err := s.store.FactsSeen(ctx)
	if err != nil {
		return v, err
	}
	v.Stale = now != at.found.facts
	for side, label := range sideWords {
		sum := at.found.Totals[side][home]
		v.Sources = append(v.Sources, SourceView{Key: reconcile.Side(side).String(), Label: label, Rows: rowsOf(at.found.Totals[side]),
			Total: viewMoney(money.New(sum.Sale, home)), AsOf: at.found.asOf[side], Note: joinNotes(at.found.notes[side], foreignNote(at.found.Totals[side], home))})
	}
	decided, err := s.store.CaseDecisions(ctx)
	if err != nil {
		return v, err
	}
	done := map[reconcile.Bucket]int{}
	for _, c := range at.found.Cases {
		if stands(decided[c.Key], c) {
			done[c.Bucket]++
		}
	}
	for _, b := range bucketWords {
		sums := at.found.Buckets[b.key]
		v.Buckets = append(v.Buckets, BucketView{Key: string(b.key), Label: b.label, Means: b.means, Advice: b.advice, Cases: at.found.Count[b.key], Decided: done[b.key],
			CJ: viewMoney(money.New(sums[reconcile.CJ][home].Sale, home)), Postback: viewMoney(money.New(sums[reconcile.Postback][home].Sale, home)),
			Shop: viewMoney(money.New(sums[reconcile.Shop][home].Sale, home)), Commission: viewMoney(money.New(sums[reconcile.CJ][home].Commission, home))})
	}
	v.Ties = ties(at.found, home)
	return v, nil
}

func rowsOf(sums map[money.Currency]reconcile.Sum) (n int) {
	for _, sum := range sums {
		n += sum.Rows
	}
	return n
}

// foreignNote names the currencies that the sums leave out.
func foreignNote(sums map[money.Currency]reconcile.Sum, home money.Currency) (note string) {
	for _, c := range sortedCurrencies(sums) {
		if c != home && c != "" {
			note = joinNotes(note, "Not in the sum: "+money.New(sums[c].Sale, c).String()+".")
		}
	}
	return note
}

func joinNotes(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// Cases lists a comparison's cases.
func (r *Reconciliation) Cases(filter CaseFilter) (CasePage, error) {
	return do(r.app, func(s *session) (CasePage, error) {
		page := CasePage{Rows: []CaseRow{}}
		switch {
		case filter.Limit == 0:
			filter.Limit = 200
		case filter.Limit < 0 || filter.Limit > 1000 || filter.Offset < 0:
			return page, affiliate.Errorf(affiliate.Invalid, "A page has 1 to 1000 rows.")
		}
		_, found, err := s.comparisons.finished(filter.RunID)
		if err != nil {
			return page, err
		}
		decided, err := s.store.CaseDecisions(context.Background())
		if err != nil {
			return page, err
		}
		for _, c := range found.Cases {
			if !shows(filter, c, decided) {
				continue
			}
			if page.Total >= filter.Offset && len(page.Rows) < filter.Limit {
				page.Rows = append(page.Rows, viewCase(c, decided[c.Key]))
			}
			page.Total++
		}
		return page, nil
	})
}

func viewCase(c reconcile.Case, d affiliate.CaseDecision) CaseRow {
	return CaseRow{Key: c.Key, Bucket: string(c.Bucket), OrderID: c.OrderID(), Day: c.Day, MemberName: c.Member(), ConversionID: string(c.Conversion()),
		CJ: viewSide(c, reconcile.CJ), Postback: viewSide(c, reconcile.Postback), Shop: viewSide(c, reconcile.Shop),
		By: string(c.By), Confidence: c.Confidence, Why: c.Why, Difference: viewMoney(c.Difference),
		Outcome: d.Outcome, Changed: d.Outcome != "" && !stands(d, c), Note: d.Note, DecidedAt: d.At, Synced: d.Synced || d.Outcome == ""}
}

func viewSide(c reconcile.Case, side reconcile.Side) CaseSide {
	rows := c.Rows[side]
	v := CaseSide{Counts: []TrackerCount{}}
	if len(rows) == 0 {
		return v
	}
	sale, commission := c.Total(side)
	if counts := c.Counts(); side == reconcile.CJ && len(counts) > 1 {
		sale = counts[0].Sale
		for _, count := range counts {
			v.Counts = append(v.Counts, TrackerCount{Tracker: count.Tracker, Amount: viewMoney(count.Sale), Commission: viewMoney(count.Commission)})
		}
	}
	v.Has, v.ID, v.Day, v.Amount, v.Commission, v.Status = true, rows[0].ID, rows[0].Day, viewMoney(sale), viewMoney(commission), rows[0].Status
	return v
}
