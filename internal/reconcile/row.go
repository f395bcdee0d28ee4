package reconcile

import (
	"cmp"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Side is a source.
type Side int

// The sides, the one that counts for money first.
const (
	CJ Side = iota
	Postback
	Shop
	sides
)

// String is the side's name in exports and keys.
func (s Side) String() string { return [...]string{"cj", "postback", "shop"}[s] }

// Row is what one source has of one sale: an action of CJ with all of its rows
// summed, a sale as the postbacks stand, or an order of the shop.
type Row struct {
	Side Side
	ID   string // own within the side, and the same in every comparison
	// OrderID is the shop's number as the source writes it; empty when unknown.
	OrderID string
	ClickID string
	// Shop parts shops that may count their orders alike. Empty where it is not
	// known, or there is only one.
	Shop string
	// Advertiser is CJ's number of the brand that sold it; empty when unknown.
	Advertiser string

	Day   string    // of the sale, in the workspace's time zone
	At    time.Time // of the sale; the beginning of the day when not Timed
	Timed bool

	Amount     money.Amount   // of the sale as it stands, returns taken off
	Original   money.Amount   // as it was told first
	Once       []money.Amount // all that CJ had of it between the two
	Commission money.Amount   // CJ's
	NoAmount   bool           // the source told none

	Test      bool
	TakenBack bool   // wholly: nothing of it counts any more
	Late      string // why it was taken back too late; empty when it was not
	Locked    bool   // CJ takes no correction any more
	Doubtful  bool   // reports contradict each other
	Extra     bool   // a bonus of the network, of which no shop has an order
	Tracker   string // CJ's action tracker: two of them may count one order
	Status    string // in the source's own words
	Member    string // whose it is, for a person
	Code      string // promo codes of the order

	Offer      affiliate.OfferID // of CJ and postbacks; empty where none is known
	Conversion affiliate.ConversionID
}

// live reports whether a row still counts.
func (r *Row) live() bool {
	return !r.TakenBack && (!r.Amount.IsZero() || !r.Commission.IsZero() || r.NoAmount)
}

// Sources is what is compared.
type Sources struct {
	Rows []Row
	// From and To are days of sales, both included; cases of other days are
	// matched, too, and left out. Empty ends are open.
	From, To string
	Offer    affiliate.OfferID // of the cases to show; empty for all
	// Covered are the spans of days for which a shop's orders are there. Within
	// them an order that the shop does not have is missing.
	Covered []Span
	// Unread are the numbers of orders that the shop's files have on lines that
	// could not be read.
	Unread map[string]bool
	// Postbacks says that postbacks are expected at all.
	Postbacks bool
}

// within reports whether a day and an offer are asked for.
func (s Sources) within(day string, offer affiliate.OfferID) bool {
	return (s.From == "" || day >= s.From) && (s.To == "" || day <= s.To) && (s.Offer == "" || offer == s.Offer)
}

func byTime(a, b *Row) int {
	if c := cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Side, b.Side)); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}
