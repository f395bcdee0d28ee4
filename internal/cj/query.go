package cj

import (
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
)

// side is one side's view of the ledger. Both have the same rows; what the
// amounts are called differs, and only a publisher's name the shopper.
// Source: introspection of commissions.api.cj.com, types PublisherCommission
// and AdvertiserCommission.
type side struct {
	role     affiliate.CJRole
	root     string // the query's field
	accounts string // its argument
	parties  string // fields that the other side doesn't have
	currency string // in the names of amounts
	amount   string // the start of the commission's names
}

func sideOf(role affiliate.CJRole) (side, bool) {
	switch role {
	case "", affiliate.CJPublisher:
		return side{role: affiliate.CJPublisher, root: "publisherCommissions", accounts: "forPublishers",
			parties: "shopperId", currency: "PubCurrency", amount: "pubCommissionAmount"}, true
	case affiliate.CJAdvertiser:
		return side{role: affiliate.CJAdvertiser, root: "advertiserCommissions", accounts: "forAdvertisers",
			parties: "publisherId publisherName", currency: "AdvCurrency", amount: "advCommissionAmount"}, true
	}
	return side{}, false
}

func (s side) other() side {
	role := affiliate.CJAdvertiser
	if s.role == affiliate.CJAdvertiser {
		role = affiliate.CJPublisher
	}
	other, _ := sideOf(role)
	return other
}

// kind is the role as a person says it.
func (s side) kind() string {
	if s.role == affiliate.CJAdvertiser {
		return "an advertiser's"
	}
	return "a publisher's"
}

// theirs is CJ's name of what a row keeps under name.
func (s side) theirs(name string) string {
	name = strings.Replace(name, "PubCurrency", s.currency, 1)
	return strings.Replace(name, "pubCommissionAmount", s.amount, 1)
}

// ask names a field in a query so that the answer has the name that we keep.
func (s side) ask(names ...string) string {
	asked := make([]string, len(names))
	for i, name := range names {
		asked[i] = name
		if theirs := s.theirs(name); theirs != name {
			asked[i] = name + ": " + theirs
		}
	}
	return strings.Join(asked, " ")
}

// query asks for the rows that a filter leaves. Fields are asked for by name:
// items and situations are slow for CJ to work out, but payout rules ask for
// them; the verticals are left out. The cursor is a variable: absent on the
// first page, and so, by the GraphQL rules, not an argument at all.
func (s side) query(variables, arguments string) string {
	return fmt.Sprintf(`query ($accounts: [String!]!, %s, $cursor: String) {
  %s(%s: $accounts, %s, sinceCommissionId: $cursor) {
    count limit maxCommissionId payloadComplete records {
      commissionId originalActionId original orderId actionStatus actionType correctionReason
      lockingMethod validationStatus reviewedStatus websiteId websiteName aid advertiserId advertiserName
      actionTrackerId actionTrackerName coupon country source isCrossDevice %s
      eventDate postingDate lockingDate clickDate
      %s
      items { commissionItemId sku quantity itemListId %s }
      situationDetails { id name }
    }
  }
}`, variables, s.root, s.accounts, arguments, s.parties,
		s.ask("saleAmountPubCurrency", "pubCommissionAmountPubCurrency", "saleAmountUsd", "pubCommissionAmountUsd", "orderDiscountPubCurrency"),
		s.ask("perItemSaleAmountPubCurrency", "discountPubCurrency", "totalCommissionPubCurrency"))
}

func (s side) posted() string {
	return s.query("$since: String!, $before: String!", "sincePostingDate: $since, beforePostingDate: $before")
}

func (s side) locking() string {
	return s.query("$since: String!, $before: String!", "sinceLockingDate: $since, beforeLockingDate: $before")
}

func (s side) byID() string { return s.query("$ids: [String!]", "commissionIds: $ids") }
