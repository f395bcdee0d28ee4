package sandbox

import (
	"iter"

	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/detail"
)

// accounts are those of this CJ.
func accounts() detail.Accounts {
	return detail.Accounts{
		PublisherCID: publisherCID, PublisherName: publisherName, PropertyName: propertyName,
		AdvertiserCID: advertiserCID, AdvertiserName: advertiserName, ItemList: itemListOf,
	}
}

// rows are the rows of the ledger that a query wants, in the order of their
// ids, which is that of their posting.
func (st *state) rows(q detail.Query) iter.Seq[commission.Row] {
	a := accounts()
	return func(yield func(commission.Row) bool) {
		for i := range st.Commissions {
			if row := &st.Commissions[i]; q.Wants(a, row) && !yield(*row) {
				return
			}
		}
	}
}
