package cj

import (
	"encoding/json"
	"fmt"
	"time"

	"linkledger/internal/money"
)

// fields are asked for by name. Items and situations are slow for CJ to work
// out, but payout rules ask for them; the verticals are left out.
const fields = `count limit maxCommissionId payloadComplete records {
    commissionId originalActionId original orderId shopperId actionStatus actionType correctionReason
    lockingMethod validationStatus websiteId aid advertiserId coupon country
    eventDate postingDate lockingDate clickDate
    saleAmountPubCurrency pubCommissionAmountPubCurrency saleAmountUsd pubCommissionAmountUsd
    items { commissionItemId sku quantity itemListId perItemSaleAmountPubCurrency discountPubCurrency totalCommissionPubCurrency }
    situationDetails { id name }
  }`

// The cursor is a variable of both queries: absent on the first page, and so,
// by the GraphQL rules, not an argument at all.
const (
	postedQuery = `query ($publishers: [String!]!, $since: String!, $before: String!, $cursor: String) {
  publisherCommissions(forPublishers: $publishers, sincePostingDate: $since, beforePostingDate: $before, sinceCommissionId: $cursor) {
    ` + fields + `
  }
}`
	byIDQuery = `query ($publishers: [String!]!, $ids: [String!], $cursor: String) {
  publisherCommissions(forPublishers: $publishers, commissionIds: $ids, sinceCommissionId: $cursor) {
    ` + fields + `
  }
}`
)

type request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
}

type response struct {
	Data   *responseData   `json:"data"`
	Errors []responseError `json:"errors"`
}

type responseData struct {
	Commissions *wirePage `json:"publisherCommissions"`
}

type responseError struct {
	Message    string `json:"message"`
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

type wirePage struct {
	MaxCommissionID *string           `json:"maxCommissionId"`
	PayloadComplete *bool             `json:"payloadComplete"`
	Records         []json.RawMessage `json:"records"`
}

// page is a part of the ledger, checked. An empty next says that it is the last.
type page struct {
	rows []Row
	next string
}

func (w *wirePage) check() (page, error) {
	if w.PayloadComplete == nil || w.Records == nil {
		return page{}, unexpected("the answer has no records")
	}
	p := page{rows: make([]Row, len(w.Records))}
	for i, raw := range w.Records {
		row, err := readRow(raw)
		if err != nil {
			return page{}, unexpected("row %d: %w", i+1, err)
		}
		p.rows[i] = row
	}
	if !*w.PayloadComplete {
		if w.MaxCommissionID == nil || *w.MaxCommissionID == "" {
			return page{}, unexpected("the answer is a part of the whole but doesn't say where the next part starts")
		}
		p.next = *w.MaxCommissionID
	}
	return p, nil
}

// readRow reads and checks one record. Nulls are empty texts.
func readRow(raw json.RawMessage) (Row, error) {
	var r Row
	if err := json.Unmarshal(raw, &r); err != nil {
		return Row{}, fmt.Errorf("can't be read: %w", err)
	}
	if r.CommissionID == "" || r.OriginalActionID == "" {
		return Row{}, fmt.Errorf("has no commission id or no original action id")
	}
	for _, text := range []struct {
		name, value string
		most        int
	}{
		{"commissionId", r.CommissionID, 64}, {"originalActionId", r.OriginalActionID, 64},
		{"orderId", r.OrderID, 256}, {"shopperId", r.ShopperID, 256}, {"coupon", r.Coupon, 1024},
		{"websiteId", r.WebsiteID, 64}, {"aid", r.AID, 64}, {"advertiserId", r.AdvertiserID, 64}, {"country", r.Country, 64},
	} {
		if len(text.value) > text.most {
			return Row{}, fmt.Errorf("commission %s: %s has %d characters", shorten(r.CommissionID), text.name, len(text.value))
		}
	}
	for _, word := range []struct {
		name, value string
		required    bool
	}{
		{"actionStatus", r.ActionStatus, true}, {"actionType", r.ActionType, true},
		{"correctionReason", r.CorrectionReason, false}, {"lockingMethod", r.LockingMethod, false},
		{"validationStatus", r.ValidationStatus, false},
	} {
		if !isWord(word.value) && (word.required || word.value != "") {
			return Row{}, fmt.Errorf("commission %s: %s %q is not a word", shorten(r.CommissionID), word.name, shorten(word.value))
		}
	}
	for _, amount := range []struct {
		name, value string
		required    bool
	}{
		{"saleAmountPubCurrency", r.SaleAmount, false}, {"pubCommissionAmountPubCurrency", r.Commission, true},
		{"saleAmountUsd", r.SaleAmountUSD, false}, {"pubCommissionAmountUsd", r.CommissionUSD, false},
	} {
		if amount.value == "" && !amount.required {
			continue
		}
		if _, err := money.ParseDecimal(amount.value); err != nil {
			return Row{}, fmt.Errorf("commission %s: %s: %w", shorten(r.CommissionID), amount.name, err)
		}
	}
	if r.EventDate.IsZero() || r.PostingDate.IsZero() || r.LockingDate.IsZero() {
		return Row{}, fmt.Errorf("commission %s has no event, posting or locking date", shorten(r.CommissionID))
	}
	if err := boundOrder(&r); err != nil {
		return Row{}, fmt.Errorf("commission %s: %w", shorten(r.CommissionID), err)
	}
	for _, at := range []*time.Time{&r.EventDate, &r.PostingDate, &r.LockingDate, &r.ClickDate} {
		*at = at.UTC()
	}
	return r, nil
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
