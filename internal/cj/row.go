package cj

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Row is one row of CJ's commission ledger, as the log keeps it.
type Row = affiliate.CommissionRow

// The statuses of an action that CJ's schema names. Others are kept as they come.
const (
	StatusNew      = "new"      // may be corrected or extended
	StatusExtended = "extended" // moved to the next locking date, once
	StatusLocked   = "locked"   // final, will be paid
	StatusClosed   = "closed"   // prepared for payment; no proof that money arrived
)

// wireRow reads apart what a row can't do without and would read as something
// else where it is missing.
type wireRow struct {
	Row
	Original    *bool `json:"original"`
	EventDate   loose `json:"eventDate"`
	PostingDate loose `json:"postingDate"`
	LockingDate loose `json:"lockingDate"`
	ClickDate   loose `json:"clickDate"`
}

// readRow reads and checks one record. Nulls are empty texts. A row comes with
// an error where only its id is good.
func (s side) readRow(raw json.RawMessage) (Row, error) {
	var w wireRow
	err := json.Unmarshal(raw, &w)
	r := w.Row
	if err != nil {
		return r, s.mistyped(err)
	}
	if r.CommissionID == "" {
		return r, errors.New("commissionId is missing")
	}
	if r.OriginalActionID == "" {
		return r, errors.New("originalActionId is missing")
	}
	if w.Original == nil {
		return r, errors.New("original is missing")
	}
	r.Original = *w.Original
	if err := w.dates(&r); err != nil {
		return r, err
	}
	for _, check := range []func(side, *Row) error{side.checkTexts, side.checkWords, side.checkAmounts, side.boundOrder} {
		if err := check(s, &r); err != nil {
			return r, err
		}
	}
	if r.Role = ""; s.role != affiliate.CJPublisher {
		r.Role = s.role
	}
	return r, nil
}

func (side) checkTexts(r *Row) error {
	for _, text := range []struct {
		name, value string
		most        int
	}{
		{"commissionId", r.CommissionID, 64}, {"originalActionId", r.OriginalActionID, 64},
		{"orderId", r.OrderID, 256}, {"shopperId", r.ShopperID, 256}, {"coupon", r.Coupon, 1024},
		{"websiteId", r.WebsiteID, 64}, {"aid", r.AID, 64}, {"advertiserId", r.AdvertiserID, 64}, {"country", r.Country, 64},
		{"actionTrackerId", r.TrackerID, 64}, {"publisherId", r.PublisherID, 64},
	} {
		if len(text.value) > text.most {
			return fmt.Errorf("%s has %d characters", text.name, len(text.value))
		}
	}
	for _, name := range []*string{&r.TrackerName, &r.AdvertiserName, &r.WebsiteName, &r.PublisherName, &r.Source, &r.ReviewedStatus} {
		if utf8.RuneCountInString(*name) > maxNameLength {
			*name = string([]rune(*name)[:maxNameLength])
		}
	}
	return nil
}

func (side) checkWords(r *Row) error {
	for _, word := range []struct {
		name, value string
		required    bool
	}{
		{"actionStatus", r.ActionStatus, true}, {"actionType", r.ActionType, true},
		{"correctionReason", r.CorrectionReason, false}, {"lockingMethod", r.LockingMethod, false},
		{"validationStatus", r.ValidationStatus, false},
	} {
		if !isWord(word.value) && (word.required || word.value != "") {
			return fmt.Errorf("%s %q is not a word", word.name, shorten(word.value))
		}
	}
	return nil
}

func (s side) checkAmounts(r *Row) error {
	for _, amount := range []struct {
		name, value string
		required    bool
	}{
		{"saleAmountPubCurrency", r.SaleAmount, false}, {"pubCommissionAmountPubCurrency", r.Commission, true},
		{"saleAmountUsd", r.SaleAmountUSD, false}, {"pubCommissionAmountUsd", r.CommissionUSD, false},
		{"orderDiscountPubCurrency", r.OrderDiscount, false},
	} {
		if amount.value == "" && !amount.required {
			continue
		}
		if _, err := money.ParseDecimal(amount.value); err != nil {
			return fmt.Errorf("%s: %w", s.theirs(amount.name), err)
		}
	}
	return nil
}

// dates takes over a row's dates; nothing rests on that of the click.
func (w *wireRow) dates(r *Row) (err error) {
	if r.EventDate, err = date("eventDate", w.EventDate); err != nil {
		return err
	}
	if r.PostingDate, err = date("postingDate", w.PostingDate); err != nil {
		return err
	}
	if r.LockingDate, err = date("lockingDate", w.LockingDate); err != nil {
		return err
	}
	r.ClickDate, _ = date("clickDate", w.ClickDate)
	return nil
}

// isWord reports whether a text has the form of one of CJ's enum values,
// known or not.
func isWord(text string) bool {
	for _, r := range text {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return text != "" && len(text) <= 40
}
