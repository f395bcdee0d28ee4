package payout

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// Service makes payments and moves them on.
type Service struct {
	Store  Store
	Books  Books
	Log    Log
	Clock  clock.Clock
	Zone   func() *time.Location                        // the workspace's
	Hash   func(purpose string, parts ...string) string // keyed by the workspace
	NewID  func() string                                // of entries and batches
	Random io.Reader
	Actor  string
}

// maxIntent bounds an intent in bytes: sealed and in base64 it must fit the 64
// KiB that the relay takes for an entry.
const maxIntent = 48_000

// Make pays members what they are owed now: it saves the intent, has the relay
// grant its claim over every earning, and reserves the money. An *Error says
// why not, and then nothing was changed.
func (s *Service) Make(ctx context.Context, c money.Currency, members []affiliate.MemberID) (affiliate.PaymentID, error) {
	plan, err := s.Plan(ctx, c)
	if err != nil {
		return "", err
	}
	if plan.Stopped != "" {
		return "", affiliate.Errorf(affiliate.Conflict, "Payments are stopped: %s", plan.Stopped)
	}
	payment, err := intent(plan, members)
	if err != nil {
		return "", err
	}
	if total := payment.Total(); total.Minor > plan.Available.Minor {
		return "", affiliate.Errorf(affiliate.Conflict, "The payment needs %s and the balance is %s.", total, plan.Available).
			WithHint("Record CJ's payment or add funds first, or select fewer members.")
	}
	id, err := affiliate.NewID[affiliate.PaymentID](s.Random)
	if err != nil {
		return "", err
	}
	now := s.Clock.Now().UTC().Truncate(time.Millisecond)
	payment.CreatedAt = now.Format(time.RFC3339)
	claim, err := s.claim(id, payment, relayapi.Claim, now)
	if err != nil {
		return "", err
	}
	change, err := s.change(id, payment, now)
	if err != nil {
		return "", err
	}
	if len(change.Body) > maxIntent {
		return "", affiliate.Errorf(affiliate.Conflict, "The payment settles too many sales at once.").WithHint("Select fewer members, and make further payments for the others.")
	}
	batch := affiliate.Batch{ID: s.NewID(), Entries: []affiliate.Entry{claim, change}}
	if err := s.Store.Enqueue(ctx, batch); err != nil {
		return "", err
	}
	return id, s.Log.Send(ctx, batch.ID)
}

// intent is the payment of the chosen members of a plan.
func intent(plan Plan, members []affiliate.MemberID) (affiliate.Payment, error) {
	chosen := map[affiliate.MemberID]bool{}
	for _, id := range members {
		chosen[id] = true
	}
	p := affiliate.Payment{State: affiliate.PaymentIntent, Route: affiliate.RouteCSV, Currency: string(plan.Currency)}
	for _, line := range plan.Lines {
		if !chosen[line.Member.ID] {
			continue
		}
		if line.Blocked != "" {
			return p, affiliate.Errorf(affiliate.Conflict, "%s can't be paid: %s", line.Member.Name, line.Blocked)
		}
		delete(chosen, line.Member.ID)
		p.Lines = append(p.Lines, affiliate.PaymentLine{MemberID: line.Member.ID, Payee: line.Member.Payee, Minor: line.Amount.Minor, Earnings: line.Earnings})
	}
	switch {
	case len(chosen) > 0:
		return p, affiliate.Errorf(affiliate.Conflict, "A selected member has nothing to be paid any more.").WithHint("Look at the list again.")
	case len(p.Lines) == 0:
		return p, affiliate.Errorf(affiliate.Invalid, "Select at least one member to pay.")
	}
	return p, nil
}

// Advance moves a payment on; set changes what goes with the step. It steps
// from the newest state alone: nothing is sent twice, and nothing given free,
// that another device, or this one before a restore, has paid. That it was paid
// may be recorded without the relay, since it is a fact: the log takes it after
// any step of another device. An error of code Conflict says that it did not
// step; what was saved without the relay completes by itself.
func (s *Service) Advance(ctx context.Context, id affiliate.PaymentID, to affiliate.PaymentState, set map[string]any) error {
	offline := s.Log.Sync(ctx)
	if offline != nil && (to != affiliate.PaymentPaid || affiliate.Code(offline) != affiliate.Unavailable) {
		return offline
	}
	doubt, err := s.Books.Doubtful(ctx)
	if err != nil {
		return err
	}
	if doubt != "" {
		return affiliate.Errorf(affiliate.Conflict, "%s", doubt).WithHint("Nothing was changed.")
	}
	p, err := s.Store.Payment(ctx, id)
	if err != nil {
		return err
	}
	if p.Number == 0 {
		return affiliate.Errorf(affiliate.Conflict, "The relay has not granted this payment yet, so nothing may be sent.").
			WithHint("It completes by itself at the next sync.")
	}
	if !p.State.CanMove(to) {
		return affiliate.Errorf(affiliate.Conflict, "A payment that is %s can't become %s.", p.State, to)
	}
	now := s.Clock.Now().UTC().Truncate(time.Millisecond)
	fields := map[string]any{"state": to}
	for name, value := range set {
		fields[name] = value
	}
	change, err := s.change(id, fields, now)
	if err != nil {
		return err
	}
	batch := affiliate.Batch{ID: s.NewID(), Entries: []affiliate.Entry{change}}
	if to == affiliate.PaymentCancelled {
		release, err := s.claim(id, p, relayapi.Release, now)
		if err != nil {
			return err
		}
		batch.Entries = append(batch.Entries, release)
	}
	if err := s.Store.Enqueue(ctx, batch); err != nil {
		return err
	}
	if err := s.Log.Send(ctx, batch.ID); err != nil {
		return err
	}
	if p, err = s.Store.Payment(ctx, id); err == nil && p.State != to {
		err = affiliate.Errorf(affiliate.Conflict, "The payment is %s by now: another device was first.", p.State).WithHint("Look at the payment again.")
	}
	return err
}

func (s *Service) claim(id affiliate.PaymentID, p affiliate.Payment, action relayapi.ClaimBodyAction, now time.Time) (affiliate.Entry, error) {
	body := relayapi.ClaimBody{PaymentID: string(id), Action: action}
	for _, line := range p.Lines {
		for _, earning := range line.Earnings {
			body.Keys = append(body.Keys, s.Hash("claim", string(earning)))
		}
	}
	raw, err := json.Marshal(body)
	return affiliate.Entry{ID: s.NewID(), Kind: relayapi.KindClaim, Schema: 1, Actor: s.Actor, Time: now, Body: raw, Subject: string(id)}, err
}

func (s *Service) change(id affiliate.PaymentID, fields any, now time.Time) (affiliate.Entry, error) {
	c, err := affiliate.NewChange(affiliate.NounPayment, string(id), fields)
	if err != nil {
		return affiliate.Entry{}, err
	}
	raw, err := json.Marshal(c)
	return affiliate.Entry{ID: s.NewID(), Kind: relayapi.KindChange, Schema: affiliate.ChangeSchema, Actor: s.Actor, Time: now, Body: raw,
		Noun: affiliate.NounPayment, Subject: string(id)}, err
}
