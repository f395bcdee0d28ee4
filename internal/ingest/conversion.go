package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// reported folds a postback. It makes a conversion, unless CJ's own row was
// here first: then it only adds to that one's history.
func (f Folder) reported(ctx context.Context, tx Tx, e affiliate.Entry) error {
	body, err := read[relayapi.ConversionBody](e.Body)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("The postback reported a sale of %s with a payout of %s.", words(body.SaleAmount), words(body.Payout))
	event := affiliate.Event{At: body.ReceivedAt, What: what, Source: "postback"}
	siblings, err := tx.ConversionsByClick(ctx, body.ClickID)
	if err != nil {
		return err
	}
	for _, c := range siblings {
		if c.ActionID != "" && (c.OrderID == body.OrderID || c.OrderID == "" || body.OrderID == "") && c.Sale.Minor == body.SaleAmount.Minor {
			return tx.Happened(ctx, c.ID, event)
		}
	}
	currency := money.Currency(body.SaleAmount.Currency)
	if !currency.Known() {
		return fmt.Errorf("%w: currency %q", errBody, body.SaleAmount.Currency)
	}
	c := affiliate.Conversion{
		ID: affiliate.ConversionID(body.ID), OfferID: affiliate.OfferID(body.OfferID), LinkNumber: body.LinkNumber,
		ClickID: body.ClickID, OrderID: body.OrderID, Status: affiliate.StatusPending,
		Sale: money.New(body.SaleAmount.Minor, currency), Commission: money.New(body.Payout.Minor, currency),
		SaleDay: affiliate.Day(body.ReceivedAt, f.Zone), ReportedAt: body.ReceivedAt,
		ConflictsWith: affiliate.ConversionID(body.ConflictsWith),
	}
	if body.State == relayapi.StateUnresolved {
		c.Status = affiliate.StatusUnresolved
		event.What += " The same click was reported before with other amounts, so CJ's rows will have to tell."
	}
	if err := attribute(ctx, tx, &c); err != nil {
		return err
	}
	if err := tx.Happened(ctx, c.ID, event); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "postback")
}

// commission folds a row of CJ's ledger: it finds or makes its conversion and
// sets that to the sum of all rows of the action.
func (f Folder) commission(ctx context.Context, tx Tx, e affiliate.Entry, row affiliate.CommissionRow) error {
	sale, amount, err := row.Amounts()
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	_, hash, err := rowHash(row)
	if err != nil {
		return err
	}
	if err := tx.PutCommission(ctx, row, sale, amount, hash); err != nil {
		return err
	}
	action := row.OriginalActionID
	if action == "" {
		action = row.CommissionID
	}
	c, found, err := tx.ConversionByAction(ctx, action)
	if err == nil && !found {
		c, err = f.match(ctx, tx, action, row, sale)
	}
	if err != nil {
		return err
	}
	rows, err := tx.Commissions(ctx, action)
	if err != nil {
		return err
	}
	if err := f.sum(&c, rows); err != nil {
		return err
	}
	if err := attribute(ctx, tx, &c); err != nil {
		return err
	}
	if err := tx.Happened(ctx, c.ID, affiliate.Event{At: row.PostingDate, What: commissionWords(row, sale, amount), Source: "cj"}); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "CJ's row "+row.CommissionID)
}

// match finds the postback's conversion for a CJ action by click id, then
// order id, then amount; without one it makes a conversion.
func (f Folder) match(ctx context.Context, tx Tx, action string, row affiliate.CommissionRow, sale money.Amount) (affiliate.Conversion, error) {
	click, parts, err := f.ClickKeys.Parse(row.ShopperID)
	if err != nil && !errors.Is(err, affiliate.ErrClickID) {
		return affiliate.Conversion{}, err
	}
	fresh := affiliate.Conversion{ID: derivedID(action), ClickID: string(click), LinkNumber: parts.Link,
		Status: affiliate.StatusPending, ReportedAt: row.PostingDate, ActionID: action}
	if click == "" {
		return fresh, nil
	}
	candidates, err := tx.ConversionsByClick(ctx, string(click))
	if err != nil {
		return fresh, err
	}
	best, rank := fresh, 0
	for _, c := range candidates {
		if c.ActionID != "" || (c.OrderID != "" && row.OrderID != "" && c.OrderID != row.OrderID) {
			continue
		}
		score := 1
		if c.OrderID != "" && c.OrderID == row.OrderID {
			score += 4
		}
		if c.Sale == sale {
			score += 2
		}
		if score > rank {
			best, rank = c, score
		}
	}
	best.ActionID = action
	return best, nil
}

// sum sets a conversion to what all rows of its action say together.
func (f Folder) sum(c *affiliate.Conversion, rows []affiliate.CommissionRow) error {
	var original *affiliate.CommissionRow
	c.Sale, c.Commission = money.Amount{}, money.Amount{}
	corrected := false
	for i, row := range rows {
		sale, amount, err := row.Amounts()
		if err != nil {
			return err
		}
		if c.Sale, err = c.Sale.Add(sale); err != nil {
			return fmt.Errorf("%w: rows of one action in two currencies: %w", errBody, err)
		}
		if c.Commission, err = c.Commission.Add(amount); err != nil {
			return fmt.Errorf("%w: %w", errBody, err)
		}
		if row.Original {
			original = &rows[i]
		} else {
			corrected = true
		}
	}
	if original == nil {
		// A correction came before its original: it counts once that is here.
		c.Sale, c.Commission, c.CJStatus = money.New(0, c.Sale.Currency), money.New(0, c.Sale.Currency), affiliate.CJNew
		c.SaleDay = affiliate.Day(rows[0].EventDate, f.Zone)
		return nil
	}
	c.CJStatus, c.LocksAt = original.ActionStatus, original.LockingDate
	c.SaleDay = affiliate.Day(original.EventDate, f.Zone)
	if original.OrderID != "" {
		c.OrderID = original.OrderID
	}
	reversed := corrected && c.Sale.IsZero() && c.Commission.IsZero()
	switch {
	case reversed && c.Status != affiliate.StatusRejected:
		c.Status = affiliate.StatusReversed
	case !reversed && (c.Status == affiliate.StatusReversed || c.Status == affiliate.StatusUnresolved):
		c.Status = affiliate.StatusPending
	}
	// At lock CJ has let it stand, so it is approved by itself unless somebody
	// decided otherwise.
	if c.Status == affiliate.StatusPending && affiliate.Locked(c.CJStatus) {
		c.Status = affiliate.StatusApproved
	}
	return nil
}

// decision folds a person's word on a conversion.
func (f Folder) decision(ctx context.Context, tx Tx, e affiliate.Entry, change affiliate.Change) error {
	c, found, err := tx.Conversion(ctx, affiliate.ConversionID(change.Key))
	if err != nil {
		return err
	}
	decision, mergeErr := affiliate.Merge(affiliate.Decision{}, change)
	if !found || mergeErr != nil {
		return tx.Problem(ctx, "A decision on a conversion that is not in the log was left out.")
	}
	if err := decision.Check(c.Status); err != nil {
		return tx.Happened(ctx, c.ID, affiliate.Event{At: e.Time, Source: "person",
			What: fmt.Sprintf("Could not become %s: %s", decision.Status.Words(), err.Error())})
	}
	c.Status, c.Reason = decision.Status, decision.Reason
	if c.Status == affiliate.StatusPending && affiliate.Locked(c.CJStatus) {
		c.Status = affiliate.StatusApproved
	}
	what := "Marked as " + c.Status.Words() + "."
	if c.Reason != "" {
		what = "Marked as " + c.Status.Words() + ": " + c.Reason
	}
	if err := tx.Happened(ctx, c.ID, affiliate.Event{At: e.Time, What: what, Source: "person"}); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "decision")
}

// attribute sets offer, member and test flag by the link of the click.
func attribute(ctx context.Context, tx Tx, c *affiliate.Conversion) error {
	if c.LinkNumber == 0 {
		return nil
	}
	link, found, err := tx.LinkByNumber(ctx, c.LinkNumber)
	if err != nil || !found {
		return err
	}
	c.OfferID, c.MemberID, c.Test = link.OfferID, link.MemberID, link.Test
	return nil
}

// derivedID is the id of a conversion that only CJ reports: the same on every
// device.
func derivedID(action string) affiliate.ConversionID {
	sum := sha256.Sum256([]byte("linkledger conversion of CJ action\x00" + action))
	return affiliate.ConversionID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10])))
}

func words(m relayapi.Money) string {
	if m.Text == "" {
		return "no amount"
	}
	return m.Text + " " + m.Currency
}

func commissionWords(row affiliate.CommissionRow, sale, amount money.Amount) string {
	if !row.Original {
		return fmt.Sprintf("CJ corrected it (%s): sale %s, commission %s.", reason(row.CorrectionReason), sale, amount)
	}
	return fmt.Sprintf("CJ has it as %s: order %s, sale %s, commission %s.", row.ActionStatus, row.OrderID, sale, amount)
}

func reason(code string) string {
	if code == "" {
		return "no reason given"
	}
	return strings.ToLower(strings.ReplaceAll(code, "_", " "))
}
