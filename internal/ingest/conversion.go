package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
)

// commission folds a row of CJ's ledger: it finds or makes its conversion and
// sets that to the sum of all rows of the action.
func (f Folder) commission(ctx context.Context, tx Tx, row affiliate.CommissionRow, schema int) error {
	if err := checkRow(row); err != nil {
		return err
	}
	action := row.OriginalActionID
	before, err := tx.Commissions(ctx, action)
	if err != nil {
		return err
	}
	known, err := knownRow(ctx, tx, before, row.CommissionID)
	if err != nil || known != nil && overtaken(*known, row) {
		return err
	}
	if known != nil && schema < affiliate.CommissionSchema {
		row = row.Completed(*known)
	}
	_, hash, err := rowHash(row)
	if err != nil {
		return err
	}
	if known != nil {
		row = row.Over(*known)
		f.fact.tells = false // somebody may have been told of the sale before
	} else {
		f.fact.day = affiliate.Day(row.PostingDate, f.Zone)
	}
	if err := tx.PutCommission(ctx, row, hash); err != nil {
		return err
	}
	rows := withRow(before, row)
	if err := recount(ctx, tx, before, rows); err != nil {
		return err
	}
	if known != nil && known.OriginalActionID != action {
		if err := f.rowLeft(ctx, tx, known.OriginalActionID, row); err != nil {
			return err
		}
	}
	c, found, err := tx.ConversionByAction(ctx, action)
	if err == nil && !found {
		c, err = f.match(ctx, tx, row)
	}
	if err != nil {
		return err
	}
	stood := c
	first(&c, row.PostingDate)
	if err := f.sum(ctx, tx, &c, rows); err != nil {
		return err
	}
	if foreign(rows) > foreign(before) {
		if err := holdForeign(ctx, tx, &c); err != nil {
			return err
		}
	}
	if err := f.attribute(ctx, tx, &c); err != nil {
		return err
	}
	if err := f.tellRow(ctx, tx, stood, c, known, row); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "CJ's row "+row.CommissionID)
}

// knownRow is a row as it was before; nil when it is new. It nearly always is
// among the rows of its action.
func knownRow(ctx context.Context, tx Tx, ofAction []affiliate.CommissionRow, id string) (*affiliate.CommissionRow, error) {
	for _, row := range ofAction {
		if row.CommissionID == id {
			return &row, nil
		}
	}
	return tx.Commission(ctx, id)
}

// withRow are the rows of an action with one as it is now, by posting as the
// store lists them.
func withRow(rows []affiliate.CommissionRow, now affiliate.CommissionRow) []affiliate.CommissionRow {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r affiliate.CommissionRow) bool { return r.CommissionID == now.CommissionID })
	at, _ := slices.BinarySearchFunc(rows, now, func(a, b affiliate.CommissionRow) int {
		return cmp.Or(a.PostingDate.Truncate(time.Millisecond).Compare(b.PostingDate.Truncate(time.Millisecond)), cmp.Compare(a.CommissionID, b.CommissionID))
	})
	return slices.Insert(rows, at, now)
}

func checkRow(row affiliate.CommissionRow) error {
	sale, amount, err := row.Amounts()
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", errBody, err)
	case row.CommissionID == "" || row.OriginalActionID == "":
		return fmt.Errorf("%w: a row of CJ without its ids", errBody)
	case !sale.Sane() || !amount.Sane():
		return fmt.Errorf("%w: %s is no amount of a sale", errBody, sale)
	}
	if _, err := row.Order(); err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	return nil
}

// recount keeps what the rows of an action come to in our books, where that has
// changed. A row that was not of the action before may have counted elsewhere,
// and one of another currency owes as much of that.
func recount(ctx context.Context, tx Tx, before, after []affiliate.CommissionRow) error {
	was, is := affiliate.Counted(before), affiliate.Counted(after)
	for _, row := range after {
		id := row.CommissionID
		same := func(r affiliate.CommissionRow) bool { return r.CommissionID == id && r.Currency == row.Currency }
		if was[id] == is[id] && slices.ContainsFunc(before, same) {
			continue
		}
		if err := tx.Count(ctx, id, is[id]); err != nil {
			return err
		}
	}
	return nil
}

// first keeps the instant of the first report of a sale, whichever came first.
func first(c *affiliate.Conversion, at time.Time) {
	if !at.IsZero() && (c.ReportedAt.IsZero() || at.Before(c.ReportedAt)) {
		c.ReportedAt = at
	}
}

var errSettled = errors.New("A payment holds what it earned, so nobody decides on it any more.")

// decision folds a person's word on a conversion that is in the log.
func (f Folder) decision(ctx context.Context, tx Tx, e affiliate.Entry, change affiliate.Change) error {
	c, _, err := tx.Conversion(ctx, affiliate.ConversionID(change.Key))
	if err != nil {
		return err
	}
	decision, err := affiliate.Merge(affiliate.Decision{}, change)
	if err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	refusal := decision.Check(c.Status)
	if settled, err := tx.Settled(ctx, c.ID.Cause(), ""); err != nil {
		return err
	} else if settled && c.Reason != foreignReason { // which nobody but a person ends
		refusal = errSettled
	}
	if refusal != nil {
		return tx.Happened(ctx, c.ID, affiliate.Event{At: e.Time, Source: "person",
			What: fmt.Sprintf("Could not become %s: %s", decision.Status.Words(), refusal.Error())})
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

// derivedID is the id of a conversion that only CJ reports: the same on every
// device.
func derivedID(action string) affiliate.ConversionID {
	sum := sha256.Sum256([]byte("linkledger conversion of CJ action\x00" + action))
	return affiliate.ConversionID(strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10])))
}
