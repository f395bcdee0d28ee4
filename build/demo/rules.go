package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"linkledger/app/desktop"
	"linkledger/internal/money"
	"linkledger/internal/practice"
)

// newRate is what the walk publishes for its offer, in per cent.
const newRate = "12"

// publish raises the offer's rate, once it is known what that would have cost.
func (j *journey) publish(ctx context.Context) error {
	list, err := j.app.Rules.List(j.offer.Row.ID)
	if err != nil {
		return err
	}
	form := list.Rules[0].Form
	form.Percent = newRate
	found, err := j.app.Rules.WhatIf(desktop.WhatIfForm{Rule: form})
	if err != nil {
		return err
	}
	err = await(ctx, func() (bool, error) {
		found, err = j.app.Rules.WhatIfState(found.ID)
		return found.State != "running", err
	})
	if err != nil {
		return err
	}
	if found.State != "done" || len(found.Totals) != 1 {
		return fmt.Errorf("the what-if is %s with %d totals. %s", found.State, len(found.Totals), found.Error)
	}
	total := found.Totals[0]
	j.note("what-if over %d conversion: %s now, %s then, %s more; CJ pays %s", found.Conversions, total.Now.Text, total.Then.Text, total.Difference.Text, total.Commission.Text)
	if want, err := percent(j.sale, newRate); err != nil || total.Then.Text != want {
		return fmt.Errorf("the what-if says %s, and %s %% of %s is %s", total.Then.Text, newRate, j.sale, want)
	}
	if list, err = j.app.Rules.Publish(form); err != nil {
		return err
	}
	j.note("published: %s, from %s on, as version %d", list.Rules[0].Words, list.Rules[0].Versions[0].ValidFrom, list.Rules[0].Versions[0].Version)
	return j.app.Sync(ctx)
}

// sellAgain brings a sale by the new rule.
func (j *journey) sellAgain(ctx context.Context) error {
	shopper := practice.NewShopper(practice.Chrome)
	visit, err := shopper.Click(ctx, j.link.URL)
	if err != nil {
		return err
	}
	order, err := shopper.Buy(ctx, visit.Landing, visit.Page, 1)
	if err != nil {
		return err
	}
	if err := errors.Join(j.world.AwaitPostbacks(ctx), j.world.FlushClicks(ctx), j.app.Sync(ctx)); err != nil {
		return err
	}
	row, err := j.ofOrder(order)
	if err != nil {
		return err
	}
	want, err := percent(row.Sale.Text, newRate)
	if err != nil || row.Payout.Text != want {
		return fmt.Errorf("it pays %s, and %s %% of %s is %s", row.Payout.Text, newRate, row.Sale.Text, want)
	}
	detail, err := j.app.Conversions.Get(row.ID)
	if err != nil {
		return err
	}
	j.note("%s", detail.Explanation)
	if paid, err := j.conversion(); err != nil || paid.Payout.Text == want {
		return errors.Join(err, fmt.Errorf("the sale before the new version pays %s, too", paid.Payout.Text))
	}
	return nil
}

// hold holds all of the offer's conversions and takes it back.
func (j *journey) hold(ctx context.Context) error {
	filter := desktop.ConversionFilter{OfferID: j.offer.Row.ID}
	before, err := j.statuses(filter)
	if err != nil {
		return err
	}
	held, err := j.app.Conversions.Decide(desktop.Decision{All: &filter, Status: "on_hold", Reason: "Ask the shop"})
	if err != nil {
		return err
	}
	j.note("%d held in one decision", held.Changed)
	for _, left := range held.Left {
		j.note("left: %s. %s", left.Label, left.Value)
	}
	if err := j.app.Sync(ctx); err != nil {
		return err
	}
	if held.Changed != 1 || len(held.Left) != 1 {
		return fmt.Errorf("one sale is open and one is paid, but %d were held and %d left", held.Changed, len(held.Left))
	}
	undone, err := j.app.Undo.Do(held.Undo)
	if err != nil {
		return err
	}
	if err := j.app.Sync(ctx); err != nil {
		return err
	}
	after, err := j.statuses(filter)
	if err != nil || undone.Changed != held.Changed || !slices.Equal(before, after) {
		return errors.Join(err, fmt.Errorf("undone it is %v, and before the hold %v", after, before))
	}
	j.note("undone: %v again", after)
	return nil
}

func (j *journey) statuses(filter desktop.ConversionFilter) (list []string, err error) {
	page, err := j.app.Conversions.List(filter)
	for _, row := range page.Rows {
		list = append(list, row.Status)
	}
	return list, err
}

func (j *journey) ofOrder(order string) (desktop.ConversionRow, error) {
	page, err := j.app.Conversions.List(desktop.ConversionFilter{MemberID: j.member.ID})
	if err != nil {
		return desktop.ConversionRow{}, err
	}
	for _, row := range page.Rows {
		if row.OrderID == order {
			return row, nil
		}
	}
	return desktop.ConversionRow{}, fmt.Errorf("order %s is not on this computer", order)
}

// percent is a share of an amount as a person with a pocket calculator has it.
func percent(amount, rate string) (string, error) {
	of, err := money.Parse(amount, "USD")
	if err != nil {
		return "", err
	}
	share, err := money.ParseDecimal(rate)
	if err != nil {
		return "", err
	}
	part, err := of.Percent(share)
	return part.Text(), err
}
