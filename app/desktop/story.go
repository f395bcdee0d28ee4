package desktop

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// Sources of a conversion's story, beside those of affiliate.Event.
const (
	sourceClick   = "click"
	sourceRule    = "rule"
	sourceBooks   = "books"
	sourcePayment = "payment"
	sourceYou     = "you"
)

// story is all that is known of a conversion, in the order in which it happened:
// its click and where that led, what was reported and what CJ said, the rule that
// was applied, the transfers of the books, and the payments.
func (s *session) story(ctx context.Context, c affiliate.Conversion, transfers []ledger.Transfer) ([]HistoryItem, error) {
	items, err := s.clickItems(ctx, c)
	if err != nil {
		return nil, err
	}
	history, err := s.store.History(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range history {
		source := e.Source
		if source == "person" {
			source = sourceYou
		}
		items = append(items, told(e.At, source, e.What))
	}
	rule, err := s.ruleItems(ctx, c)
	if err != nil {
		return nil, err
	}
	items = append(append(items, rule...), transferItems(transfers)...)
	paid, err := s.paymentItems(ctx, c)
	if err != nil {
		return nil, err
	}
	items = append(items, paid...)
	// What has no time was never told one: it comes last.
	slices.SortStableFunc(items, func(a, b HistoryItem) int {
		return cmp.Or(cmp.Compare(btoi(a.At == ""), btoi(b.At == "")), cmp.Compare(a.At, b.At))
	})
	return items, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func told(at time.Time, source, what string, facts ...Pair) HistoryItem {
	return HistoryItem{At: viewTime(at), What: what, Source: source, Facts: append([]Pair{}, facts...)}
}

// clickItems tell of the click and of the way that it went, as the link leads now.
func (s *session) clickItems(ctx context.Context, c affiliate.Conversion) ([]HistoryItem, error) {
	if c.LinkNumber == 0 || c.Click.At.IsZero() && c.ClickID == "" {
		return nil, nil
	}
	item := told(c.Click.At, sourceClick, "Clicked on the member link")
	add := func(label, value string) {
		if value != "" {
			item.Facts = append(item.Facts, Pair{Label: label, Value: value})
		}
	}
	link, offer, err := s.wayOf(ctx, c.LinkNumber)
	if err != nil {
		return nil, err
	}
	if link.ID != "" {
		item.To = "/links?open=" + url.QueryEscape(string(link.ID))
		add("Link", s.linkURL(link))
	}
	if offer.Destination != "" {
		add("Went on to", hostOf(offer.Destination)+", as the offer sends clicks now")
	}
	add("Landed on", cmp.Or(link.Page, offer.Landing))
	add("Country", c.Click.Country)
	add("Device", c.Click.Device)
	add("Browser or app", c.Click.Browser)
	add("Came from", c.Click.Referrer)
	add("Click id", c.ClickID)
	return []HistoryItem{item}, nil
}

// wayOf is the link of a number and its offer; each is zero when it is not here
// any more.
func (s *session) wayOf(ctx context.Context, number int64) (link affiliate.Link, offer affiliate.Offer, err error) {
	if link, err = s.store.LinkNumbered(ctx, number); err == nil {
		offer, err = s.store.Offer(ctx, link.OfferID)
	}
	if affiliate.Code(err) == affiliate.NotFound {
		err = nil
	}
	return link, offer, err
}

// ruleItems tell of the version of a payout rule that was applied: that of the
// sale's own place in the order of sales.
func (s *session) ruleItems(ctx context.Context, c affiliate.Conversion) ([]HistoryItem, error) {
	payout, found, err := s.store.Payout(ctx, c.ID)
	if err != nil || !found || payout.RuleID == "" {
		return nil, err
	}
	versions, err := s.rulesByVersion(ctx, payout.OfferID)
	if err != nil {
		return nil, err
	}
	item := told(time.UnixMilli(payout.At), sourceRule, fmt.Sprintf("By the payout rule in force it earns %s", payout.Amount), Pair{Label: "How", Value: payout.Explanation})
	if rule, known := versions[payout.RuleID][payout.RuleVersion]; known {
		item.Facts = append(item.Facts, Pair{Label: "Rule", Value: fmt.Sprintf("%s (version %d)", rule.Words(), payout.RuleVersion)})
	}
	item.To = "/offers/payout-rules?offer=" + url.QueryEscape(string(payout.OfferID))
	return []HistoryItem{item}, nil
}

// transferItems tell of each transfer as it was written down; what resolves one
// says how.
func transferItems(list []ledger.Transfer) []HistoryItem {
	items := []HistoryItem{}
	for _, t := range list {
		what := map[ledger.Phase]string{ledger.Pending: "Reserved in the books", ledger.Post: "Posted for good", ledger.Void: "Given up again"}[t.Phase]
		if what == "" {
			what = "Booked"
		}
		item := told(t.RecordedAt, sourceBooks, fmt.Sprintf("%s: %s", what, t.Amount),
			Pair{Label: "From, to", Value: t.Credit.Line().Title + " → " + t.Debit.Line().Title}, Pair{Label: "Why", Value: t.Memo})
		item.To = "/books?currency=" + string(t.Amount.Currency)
		items = append(items, item)
	}
	return items
}

// paymentItems tell of CJ's payment, and of payments to members.
func (s *session) paymentItems(ctx context.Context, c affiliate.Conversion) ([]HistoryItem, error) {
	items := []HistoryItem{}
	if c.ReceivedOn != "" {
		item := told(s.dayStart(c.ReceivedOn), sourcePayment, "CJ paid it")
		item.To = "/payments?receipt=" + url.QueryEscape(string(c.ReceiptID))
		items = append(items, item)
	}
	ids, err := s.store.PaymentsWith(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		p, err := s.store.Payment(ctx, id)
		if err != nil {
			return nil, err
		}
		made, _ := time.Parse(time.RFC3339, p.CreatedAt)
		to := "/payments?open=" + url.QueryEscape(string(id))
		item := told(made, sourcePayment, fmt.Sprintf("Payment %d was made with it", p.Number), Pair{Label: "State", Value: string(p.State)})
		item.To = to
		items = append(items, item)
		if p.State == affiliate.PaymentPaid && p.PaidOn != "" {
			item := told(s.dayStart(p.PaidOn), sourcePayment, fmt.Sprintf("Payment %d reached the member", p.Number), Pair{Label: "Reference", Value: orElse(p.Reference, "none")})
			item.To = to
			items = append(items, item)
		}
	}
	return items, nil
}

// dayStart is when a day begins here.
func (s *session) dayStart(day string) time.Time {
	at, _ := time.ParseInLocation(time.DateOnly, day, s.zone())
	return at
}
