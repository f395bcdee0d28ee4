package affiliate

import "time"

// OpenCommission is a row of CJ's ledger that may still move: CJ changes its
// status in place, without a new row.
type OpenCommission struct {
	ID     string
	Status string
	Posted time.Time
	Locks  time.Time
}
