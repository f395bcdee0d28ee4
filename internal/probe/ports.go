package probe

import (
	"context"
	"time"

	"linkledger/internal/money"
)

// Links makes test links.
type Links interface {
	// TestLink returns a live link of the offer that is marked as test.
	TestLink(ctx context.Context, offerID string) (Link, error)
}

// Link is a member link.
type Link struct {
	URL    string
	Number int64
	Test   bool
	UTMs   []UTM // what the offer puts on the landing page
}

// UTM is a parameter that the landing page should get. Of a value with a macro
// that is not filled here, only the presence is checked.
type UTM struct {
	Name, Value string
}

// Walking follows a link; Walker does.
type Walking interface {
	Walk(ctx context.Context, link, agent string) (Trail, error)
}

// Relay shows what the relay recorded.
type Relay interface {
	// Clicks are the latest clicks of a link, in any order.
	Clicks(ctx context.Context, link int64) ([]Click, error)
	// Postbacks are the latest calls that name the click id, and the refused
	// ones that may have meant it, in any order.
	Postbacks(ctx context.Context, clickID string) ([]Postback, error)
}

// Click is a click as the relay logged it.
type Click struct {
	ClickID  string
	At       time.Time
	Rejected string // why it does not count; empty when it does
}

// Postback is a call as the relay received it.
type Postback struct {
	At       time.Time
	Accepted bool
	Reply    string // what the caller was told
	Query    string // verbatim but for tokens
}

// Shopper buys.
type Shopper interface {
	// Buy places an order on the landing page and returns it.
	Buy(ctx context.Context, landing Page) (Order, error)
}

// Order is what was bought. An amount without a currency is unknown.
type Order struct {
	ID     string
	Amount money.Amount // for commission: without tax and shipping
}

// CJ shows what CJ recorded.
type CJ interface {
	// Commission finds the commission of a click, or else of an order, so that
	// one with another shopper id is found too; false when there is none yet.
	Commission(ctx context.Context, clickID, orderID string) (Commission, bool, error)
}

// Commission is a row of CJ's ledger.
type Commission struct {
	ID         string
	ShopperID  string
	Sale       money.Amount
	Commission money.Amount // what CJ pays the publisher account
	Status     string
	LocksAt    time.Time
}

// Desk is this computer's own database.
type Desk interface {
	// Sync brings the database up to date with relay and CJ.
	Sync(ctx context.Context) error
	// Conversion finds the conversion of a click; false when there is none yet.
	Conversion(ctx context.Context, clickID string) (Conversion, bool, error)
}

// Conversion is a sale as this computer keeps it.
type Conversion struct {
	ID          string
	Sale        money.Amount
	Payout      money.Amount // what the member earns by the rule
	Status      string
	Test        bool
	Explanation string // how the payout was worked out
}
