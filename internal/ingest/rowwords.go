package ingest

import (
	"context"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
)

// tellRow adds to a conversion's history what a row of CJ brings: what is new on
// CJ's side, and what that does to ours.
func (f Folder) tellRow(ctx context.Context, tx Tx, before, after affiliate.Conversion, known *affiliate.CommissionRow, row affiliate.CommissionRow) error {
	event := affiliate.Event{At: row.PostingDate, Source: "cj"}
	var what []string
	if known == nil {
		what = append(what, newRowWords(before, after, row))
	} else {
		event.At = f.fact.at
		what = movedRowWords(*known, row)
	}
	if row.ValidationStatus != "" && (known == nil || known.ValidationStatus != row.ValidationStatus) {
		what = append(what, validationWords(row.ValidationStatus))
	}
	if before.Status != after.Status && before.CJStatus != "" {
		what = append(what, fmt.Sprintf("Here it moved from %s to %s.", before.Status.Words(), after.Status.Words()))
	}
	event.What = strings.TrimSpace(strings.Join(what, " "))
	if event.What == "" {
		return nil
	}
	return tx.Happened(ctx, after.ID, event)
}

// newRowWords say what a row that was not known brings.
func newRowWords(before, after affiliate.Conversion, row affiliate.CommissionRow) string {
	sale, amount, _ := row.Amounts()
	var b strings.Builder
	switch {
	case !row.Original:
		fmt.Fprintf(&b, "CJ corrected it (%s): sale %s, commission %s.", reason(row.CorrectionReason), sale, amount)
	case affiliate.IsBonus(row.ActionType):
		fmt.Fprintf(&b, "CJ has a bonus of %s as %s.", amount, row.ActionStatus)
	case row.OrderID == "":
		fmt.Fprintf(&b, "CJ has it as %s: sale %s, commission %s.", row.ActionStatus, sale, amount)
	default:
		fmt.Fprintf(&b, "CJ has it as %s: order %s, sale %s, commission %s.", row.ActionStatus, row.OrderID, sale, amount)
	}
	if row.Role == affiliate.CJAdvertiser {
		b.WriteString(" CJ pays that commission to the publisher who brought it, and not to this account: it counts nothing in these books.")
	}
	if before.ReceivedOn != "" && !amount.IsZero() {
		how := "CJ will add it to its next payment."
		if amount.Minor < 0 {
			how = "CJ will take it off its next payment."
		}
		fmt.Fprintf(&b, " CJ had paid the sale on %s already. %s", before.ReceivedOn, how)
	}
	if row.Original && !affiliate.IsBonus(row.ActionType) && row.ShopperID != "" && after.LinkNumber == 0 {
		b.WriteString(" Its sub-id is none of this programme's clicks.")
	}
	return b.String()
}

// movedRowWords say what has changed of a row that was known.
func movedRowWords(known, row affiliate.CommissionRow) (what []string) {
	if known.OriginalActionID != row.OriginalActionID {
		what = append(what, fmt.Sprintf("CJ moved row %s here from action %s.", row.CommissionID, known.OriginalActionID))
	}
	if known.ActionStatus != row.ActionStatus {
		whose := "it"
		if !row.Original {
			whose = "its correction"
		}
		what = append(what, fmt.Sprintf("CJ moved %s from %s to %s.", whose, known.ActionStatus, row.ActionStatus))
	}
	if !known.LockingDate.Equal(row.LockingDate) && !affiliate.Locked(row.ActionStatus) && !row.LockingDate.IsZero() {
		what = append(what, fmt.Sprintf("It locks on %s now.", row.LockingDate.UTC().Format("2006-01-02")))
	}
	if known.SaleAmount != row.SaleAmount || known.Commission != row.Commission || known.Currency != row.Currency {
		sale, amount, _ := row.Amounts()
		what = append(what, fmt.Sprintf("CJ has it with a sale of %s and a commission of %s now.", sale, amount))
	}
	return what
}

func validationWords(status string) string {
	switch status {
	case affiliate.ValidationPending:
		return "CJ's advertiser has yet to accept it."
	case affiliate.ValidationAccepted:
		return "CJ's advertiser accepted it."
	case affiliate.ValidationDeclined:
		return "CJ's advertiser declined it, so it counts nothing."
	}
	return ""
}

func reason(code string) string {
	if code == "" {
		return "no reason given"
	}
	return strings.ToLower(strings.ReplaceAll(code, "_", " "))
}
