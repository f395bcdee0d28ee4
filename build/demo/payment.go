package main

import (
	"context"
	"errors"
	"fmt"

	"linkledger/app/desktop"
	"linkledger/internal/practice"
	"linkledger/internal/sandbox"
)

func (j *journey) seeReport(context.Context) error {
	report, err := j.app.Reports.SalesTracking(desktop.Period{})
	if err != nil {
		return err
	}
	for _, row := range report.Rows {
		if row.MemberID != j.member.ID {
			continue
		}
		j.note("%s: %d click, %d conversion, sales %s, earned %s %s", row.MemberName, row.Clicks, row.Conversions, row.Sales.Text, row.Earned.Text, row.Currency)
		if row.Conversions != 1 || row.Sales.Text != j.sale {
			return fmt.Errorf("the report has %d conversions and %s for the member, and the order was %s", row.Conversions, row.Sales.Text, j.sale)
		}
		j.note("all members: %d conversions, %d before", report.Totals[0].Conversions, j.before.Totals[0].Conversions)
		return nil
	}
	return errors.New("the report does not know the member")
}

func (j *journey) lock(ctx context.Context) error {
	// Older sales of the sample lock on the way.
	for range 3 {
		if _, err := j.app.Practice.Advance(practice.ToLock); err != nil {
			return err
		}
		row, err := j.conversion()
		if err != nil {
			return err
		}
		if row.CJStatus == string(sandbox.StatusLocked) {
			j.note("clock wound to %s", j.world.Clock.Now().Format("2006-01-02 15:04"))
			j.note("CJ's status %s, ours %s; due to the member: %s %s", row.CJStatus, row.Status, row.Payout.Text, row.Payout.Currency)
			return nil
		}
	}
	row, err := j.conversion()
	if err != nil {
		return err
	}
	return fmt.Errorf("CJ still has it as %s after its locking date %s, so it can't be paid. Ask the brand whether it holds the sale back at CJ", row.CJStatus, row.LocksOn)
}

func (j *journey) receive(ctx context.Context) error {
	if _, err := j.app.Practice.Advance(practice.ToPayday); err != nil {
		return err
	}
	state, err := j.app.Practice.State()
	if err != nil {
		return err
	}
	j.note("clock wound to %s", j.world.Clock.Now().Format("2006-01-02 15:04"))
	if state.CJPaid.Minor == "0" {
		return errors.New("CJ has paid nothing on its payment day. Locked is not paid: ask CJ whether the brand has funded its account")
	}
	_, err = j.app.Payments.RecordReceipt(desktop.ReceiptForm{Source: "cj", Amount: state.CJPaid.Text, Day: state.Now[:len("2006-01-02")], Reference: "CJ payment advice"})
	if err != nil {
		return err
	}
	if err := j.app.Sync(ctx); err != nil {
		return err
	}
	overview, err := j.app.Payments.Overview()
	if err != nil {
		return err
	}
	j.note("CJ paid %s %s; balance %s", state.CJPaid.Text, state.CJPaid.Currency, overview.Balance.Text)
	return nil
}

func (j *journey) pay(context.Context) error {
	plan, err := j.app.Payments.Plan()
	if err != nil {
		return err
	}
	var payable []string
	for _, line := range plan.Lines {
		if line.Blocked == "" {
			payable = append(payable, line.MemberID)
		} else {
			j.note("not paid: %s (%s)", line.MemberName, line.Blocked)
		}
	}
	payment, err := j.app.Payments.Make(payable)
	if err != nil {
		return err
	}
	file, err := j.app.Payments.Export(payment.Row.ID)
	if err != nil {
		return err
	}
	state, err := j.app.Practice.State()
	if err != nil {
		return err
	}
	paid, err := j.app.Payments.MarkPaid(desktop.PaidForm{PaymentID: payment.Row.ID, Day: state.Now[:len("2006-01-02")], Reference: "Bank batch"})
	if err != nil {
		return err
	}
	if paid.Row.State != "paid" {
		return fmt.Errorf("the payment is %s", paid.Row.State)
	}
	j.note("payment %d to %d members, %s %s", paid.Row.Number, paid.Row.Members, paid.Row.Total.Text, paid.Row.Total.Currency)
	j.note("file of %d rows, SHA-256 %s…; recorded as paid", file.Rows, file.Hash[:16])
	return nil
}

func (j *journey) nothingDue(context.Context) error {
	members, err := j.app.Members.List()
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.ID == j.member.ID {
			j.note("%s: earned %s, due %s %s", m.Name, m.Earned.Text, m.Due.Text, m.Due.Currency)
			if m.Due.Minor != "0" {
				return fmt.Errorf("%s is still due", m.Due.Text)
			}
			row, err := j.conversion()
			if err != nil {
				return err
			}
			if row.Payment != "paid" {
				return errors.New("the conversion is not marked as paid")
			}
			return nil
		}
	}
	return errors.New("the member is gone")
}

func (j *journey) balance(ctx context.Context) error {
	head, err := j.app.Prove(ctx)
	if err != nil {
		return err
	}
	j.note("every transfer replayed, debits equal credits; chain ends in %s…", head[:16])
	return nil
}

func (j *journey) agree(ctx context.Context) error {
	if err := j.app.Sync(ctx); err != nil {
		return err
	}
	atCJ := map[string]int64{} // by order
	for _, c := range j.world.Sandbox.Commissions() {
		atCJ[c.OrderID] += c.Commission.Minor
	}
	page, err := j.app.Conversions.List(desktop.ConversionFilter{Limit: 1000})
	if err != nil {
		return err
	}
	for _, row := range page.Rows {
		if got := row.NetworkCommission.Minor; got != fmt.Sprint(atCJ[row.OrderID]) {
			return fmt.Errorf("order %s is %s minor units here and %d at CJ", row.OrderID, got, atCJ[row.OrderID])
		}
		delete(atCJ, row.OrderID)
	}
	if len(atCJ) > 0 {
		return fmt.Errorf("CJ has %d orders that are not here", len(atCJ))
	}
	j.note("%d orders, each with CJ's commission to the cent", len(page.Rows))
	return nil
}
