package cj

import "linkledger/internal/affiliate"

// Row is one row of CJ's commission ledger, as the log keeps it.
type Row = affiliate.CommissionRow

// The statuses of an action that CJ's schema names. Others are kept as they come.
const (
	StatusNew      = "new"      // may be corrected or extended
	StatusExtended = "extended" // moved to the next locking date, once
	StatusLocked   = "locked"   // final, will be paid
	StatusClosed   = "closed"   // prepared for payment; no proof that money arrived
)
