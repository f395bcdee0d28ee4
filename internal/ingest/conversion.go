package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
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
	currency := money.Currency(body.SaleAmount.Currency)
	sale, payout := money.New(body.SaleAmount.Minor, currency), money.New(body.Payout.Minor, currency)
	switch {
	case body.ID == "" || body.ClickID == "" || body.ReceivedAt.IsZero():
		return fmt.Errorf("%w: a conversion without id, click or time", errBody)
	case !currency.Known() || body.Payout.Currency != body.SaleAmount.Currency:
		return fmt.Errorf("%w: currencies %q and %q", errBody, body.SaleAmount.Currency, body.Payout.Currency)
	case !sale.Sane() || !payout.Sane():
		return fmt.Errorf("%w: %s is no amount of a sale", errBody, sale)
	}
	if _, again, err := tx.Conversion(ctx, affiliate.ConversionID(body.ID)); err != nil || again {
		return err
	}
	what := fmt.Sprintf("The postback reported a sale of %s with a payout of %s.", words(body.SaleAmount), words(body.Payout))
	event := affiliate.Event{At: body.ReceivedAt, What: what, Source: "postback"}
	known, found, err := alreadyAtCJ(ctx, tx, body.ClickID, body.OrderID, sale)
	if err != nil {
		return err
	}
	if found {
		return tx.Happened(ctx, known, event)
	}
	c := affiliate.Conversion{
		ID: affiliate.ConversionID(body.ID), OfferID: affiliate.OfferID(body.OfferID), LinkNumber: body.LinkNumber,
		ClickID: body.ClickID, OrderID: body.OrderID, Status: affiliate.StatusPending,
		Sale: sale, Commission: payout,
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
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", errBody, err)
	case row.CommissionID == "" || row.OriginalActionID == "":
		return fmt.Errorf("%w: a row of CJ without its ids", errBody)
	case !sale.Sane() || !amount.Sane():
		return fmt.Errorf("%w: %s is no amount of a sale", errBody, sale)
	}
	action := row.OriginalActionID
	before, err := tx.Commissions(ctx, action)
	if err != nil || overtaken(before, row) {
		return err
	}
	_, hash, err := rowHash(row)
	if err != nil {
		return err
	}
	if err := tx.PutCommission(ctx, row, sale, amount, hash); err != nil {
		return err
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
	if err := f.sum(ctx, tx, &c, rows); err != nil {
		return err
	}
	if foreign(rows) > foreign(before) {
		if err := holdForeign(ctx, tx, &c); err != nil {
			return err
		}
	}
	if err := attribute(ctx, tx, &c); err != nil {
		return err
	}
	if err := tx.Happened(ctx, c.ID, affiliate.Event{At: row.PostingDate, What: commissionWords(row, sale, amount), Source: "cj"}); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "CJ's row "+row.CommissionID)
}

// decision folds a person's word on a conversion.
func (f Folder) decision(ctx context.Context, tx Tx, e affiliate.Entry, change affiliate.Change) error {
	c, found, err := tx.Conversion(ctx, affiliate.ConversionID(change.Key))
	if err != nil {
		return err
	}
	decision, mergeErr := affiliate.Merge(affiliate.Decision{}, change)
	if !found || mergeErr != nil {
		return tx.Problem(ctx, "A decision on a conversion that is not in the log was left out.", false)
	}
	if err := decision.Check(c.Status); err != nil {
		return tx.Happened(ctx, c.ID, affiliate.Event{At: e.Time, Source: "person",
			What: fmt.Sprintf("Could not become %s: %s", decision.Status.Words(), err.Error())})
	}
	if err := tx.Decide(ctx, c.ID, decision.Status); err != nil {
		return err
	}
	c.Status, c.Reason = decision.Status, decision.Reason
	if c.ActionID != "" {
		rows, err := tx.Commissions(ctx, c.ActionID)
		if err == nil {
			err = f.sum(ctx, tx, &c, rows) // CJ may have taken the sale back meanwhile
		}
		if err != nil {
			return err
		}
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
