package desktop

import (
	"context"
	"strings"
	"unicode/utf8"

	"linkledger/internal/affiliate"
	"linkledger/internal/probe"
	"linkledger/internal/store"
)

// Checks runs test purchase checks.
type Checks struct{ app *App }

const (
	shownChecks    = 20
	maxShownChecks = 500
	maxOrderNumber = 96
)

// Run starts a test purchase check of an offer and returns at once.
func (c *Checks) Run(offerID string) (CheckView, error) {
	return do(c.app, func(s *session) (CheckView, error) {
		ctx := context.Background()
		offer, err := s.store.Offer(ctx, affiliate.OfferID(offerID))
		if err != nil {
			return CheckView{}, field("offerId", "Choose an offer.")
		}
		if !offer.HasLinks() {
			return CheckView{}, affiliate.Errorf(affiliate.Conflict, "A promo code offer has no link to buy through.").
				WithHint("Buy in the shop with a member's code, and watch Conversions.")
		}
		if s.connection() == nil {
			return CheckView{}, affiliate.Errorf(affiliate.Conflict, "A test purchase needs a relay, which serves its link.").
				WithHint("Connect a relay under Settings first.")
		}
		run, err := s.beginCheck(ctx, offer)
		if err != nil {
			return CheckView{}, err
		}
		return s.viewCheck(ctx, run.kept())
	})
}

// Stop ends a check; what it has found so far is kept.
func (c *Checks) Stop(id string) (CheckView, error) {
	return do(c.app, func(s *session) (CheckView, error) {
		if run := s.checks.get(id); run != nil {
			run.stop()
		}
		return s.checkByID(context.Background(), id)
	})
}

// Tell gives a check the shop's number of the order, which helps where CJ names
// no click.
func (c *Checks) Tell(id, orderID string) (CheckView, error) {
	return do(c.app, func(s *session) (CheckView, error) {
		orderID = clean(orderID)
		if orderID == "" || utf8.RuneCountInString(orderID) > maxOrderNumber || strings.ContainsFunc(orderID, func(r rune) bool { return r < ' ' }) {
			return CheckView{}, field("orderId", "Enter the order number as the shop shows it, at most 96 characters.")
		}
		run := s.checks.get(id)
		if run == nil {
			return CheckView{}, affiliate.Errorf(affiliate.Conflict, "This check is done.").WithHint("Start another one.")
		}
		run.tell(orderID)
		return s.checkByID(context.Background(), id)
	})
}

// Look has relay and CJ asked now instead of at the next sync.
func (c *Checks) Look(id string) (CheckView, error) {
	return do(c.app, func(s *session) (CheckView, error) {
		s.nudge(true)
		if run := s.checks.get(id); run != nil {
			run.nudge()
		}
		return s.checkByID(context.Background(), id)
	})
}

// Get is a check as it stands now.
func (c *Checks) Get(id string) (CheckView, error) {
	return do(c.app, func(s *session) (CheckView, error) { return s.checkByID(context.Background(), id) })
}

// Seen says that a person has seen how a check ended.
func (c *Checks) Seen(id string) error {
	_, err := do(c.app, func(s *session) (bool, error) {
		err := s.store.SeeTestCheck(context.Background(), id)
		s.app.changed()
		return err == nil, err
	})
	return err
}

// List shows the checks that are kept, newest first.
func (c *Checks) List(q CheckQuery) (CheckList, error) {
	return do(c.app, func(s *session) (CheckList, error) {
		if q.Limit <= 0 {
			q.Limit = shownChecks
		}
		kept, total, err := s.store.TestChecks(context.Background(), affiliate.OfferID(q.OfferID), max(q.Offset, 0), min(q.Limit, maxShownChecks))
		list := CheckList{Rows: []CheckRow{}, Total: total}
		if err != nil {
			return list, err
		}
		for _, one := range kept {
			k, err := readCase(one)
			if err != nil {
				return list, err
			}
			list.Rows = append(list.Rows, checkRow(one, k))
		}
		return list, nil
	})
}

func checkRow(kept store.TestCheck, k probe.Case) CheckRow {
	row := CheckRow{ID: kept.ID, OfferID: string(kept.OfferID), OfferName: kept.OfferName, State: kept.State, StartedAt: viewTime(kept.StartedAt), Steps: len(k.Result.Steps)}
	var worst probe.State
	for _, step := range k.Result.Steps {
		if step.State.Good() {
			row.Passed++
		}
		if worse := step.State == probe.Failed && worst != probe.Failed; step.Finding != "" && (row.Finding == "" || worse) {
			row.Finding, worst = step.Finding, step.State
		}
	}
	return row
}
