// Package detail is CJ's Commission Detail API as a reader of queries: the
// arguments, the filters and the fields of publisherCommissions and
// advertiserCommissions.
//
// It must not know where the rows are kept or how a call arrives: HTTP, tokens
// and faults are the sandbox's. Source: CJ's schema of commissions.api.cj.com.
package detail

// Role is whose side of the ledger is asked for.
type Role string

// The two queries' sides.
const (
	Publisher  Role = "Publisher"
	Advertiser Role = "Advertiser"
)

// RoleOf is the side of a query's root field; "" for any other field.
func RoleOf(field string) Role {
	switch field {
	case "publisherCommissions":
		return Publisher
	case "advertiserCommissions":
		return Advertiser
	}
	return ""
}

// Accounts are those between which the commissions are.
type Accounts struct {
	PublisherCID, PublisherName   string
	PropertyName                  string
	AdvertiserCID, AdvertiserName string
	ItemList                      func(sku string) string // CJ's list that a product is in, "" for none
}
