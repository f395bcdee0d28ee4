package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"linkledger/app/desktop"
	"linkledger/internal/practice"
)

// Titles of the steps, in their order.
const (
	stepOffer      = "Offer added"
	stepMember     = "Member added"
	stepLink       = "Link generated"
	stepClick      = "Link clicked"
	stepLanding    = "Landing page reached"
	stepOrder      = "Order placed"
	stepCommission = "Commission at CJ"
	stepPostback   = "Postback at the relay"
	stepSynced     = "Synced to this computer"
	stepReport     = "Sales Tracking shows it"
	stepLocked     = "CJ locks it"
	stepPaid       = "CJ pays, the balance is credited"
	stepPayment    = "Payment made"
	stepNothingDue = "Nothing due to the member"
	stepBalance    = "Trial balance is zero"
	stepRule       = "Payout rule published"
	stepNextSale   = "The next sale pays by it"
	stepHold       = "Held in bulk, and undone"
	stepJournal    = "The journal balances"
	stepBackup     = "A backup made and restored"
	stepAgree      = "Relay and CJ agree"
)

// journey is what the steps hand on to each other.
type journey struct {
	app   *desktop.App
	world *practice.World

	offer   desktop.OfferDetail
	member  desktop.MemberRow
	link    desktop.LinkRow
	before  desktop.SalesTracking
	shopper *practice.Shopper
	visit   practice.Visit
	clickID string
	orderID string
	sale    string // decimal text
	facts   []string
}

// note adds to the evidence of the running step.
func (j *journey) note(format string, args ...any) {
	j.facts = append(j.facts, fmt.Sprintf(format, args...))
}

type step struct {
	title string
	do    func(*journey, context.Context) error
}

func steps() []step {
	return []step{
		{stepOffer, (*journey).addOffer}, {stepMember, (*journey).addMember}, {stepLink, (*journey).generateLink},
		{stepClick, (*journey).click}, {stepLanding, (*journey).land}, {stepOrder, (*journey).buy},
		{stepCommission, (*journey).seeCommission}, {stepPostback, (*journey).seePostback}, {stepSynced, (*journey).sync},
		{stepReport, (*journey).seeReport}, {stepLocked, (*journey).lock}, {stepPaid, (*journey).receive},
		{stepPayment, (*journey).pay}, {stepNothingDue, (*journey).nothingDue}, {stepBalance, (*journey).balance},
		{stepRule, (*journey).publish}, {stepNextSale, (*journey).sellAgain}, {stepHold, (*journey).hold},
		{stepJournal, (*journey).journal}, {stepBackup, (*journey).backup}, {stepAgree, (*journey).agree},
	}
}

// walk takes the steps in order and stops at the first that fails.
func walk(ctx context.Context, app *desktop.App, world *practice.World, out io.Writer) (passed, failed int) {
	j := &journey{app: app, world: world, shopper: practice.NewShopper(practice.Chrome)}
	for i, s := range steps() {
		j.facts = nil
		began := time.Now()
		err := s.do(j, ctx)
		mark := "✓"
		if err != nil {
			mark = "✗"
		}
		fmt.Fprintf(out, "%2d %s %-34s %7.3f s\n", i+1, mark, s.title, time.Since(began).Seconds())
		for _, fact := range j.facts {
			fmt.Fprintf(out, "       %s\n", fact)
		}
		if err != nil {
			fmt.Fprintf(out, "       %s\n", explain(err))
			return passed, 1
		}
		passed++
	}
	return passed, 0
}

// explain is an error in words: what a screen would show.
func explain(err error) string {
	var said interface{ Words() string }
	if errors.As(err, &said) {
		return said.Words()
	}
	return err.Error()
}

// await looks again and again until something has come, or for too long.
func await(ctx context.Context, look func() (bool, error)) error {
	const pause, tries = 50 * time.Millisecond, 600
	for range tries {
		done, err := look()
		if done || err != nil {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
	return errNever
}

var errNever = errors.New("it never came")

func lines(text string) string { return strings.ReplaceAll(text, "\n", " ") }
