package sandbox

import "linkledger/internal/sandbox/commission"

// What the rows of CJ's ledger are made of. See package commission.
type (
	Commission = commission.Row
	Item       = commission.Item
	Buyer      = commission.Buyer
	Status     = commission.Status
	Reason     = commission.Reason
)

// The stages of a commission's life, in order.
const (
	StatusNew      = commission.StatusNew
	StatusExtended = commission.StatusExtended
	StatusLocked   = commission.StatusLocked
	StatusClosed   = commission.StatusClosed
)
