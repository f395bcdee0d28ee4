package affiliate

import (
	"fmt"
	"strings"
)

// UnreadCommission is a row of CJ's ledger that can't be read.
type UnreadCommission struct {
	ID   string `json:"id,omitempty"` // the commission's; empty where that can't be read either
	Mark string `json:"mark"`         // tells rows without an id apart: the same text has the same
	Why  string `json:"why"`          // names the field
}

// namedUnread are as many as a person gets to see of rows that can't be read.
const namedUnread = 3

// UnreadWords tell of rows that can't be read, and of what is wrong with the
// first of them.
func UnreadWords(list []UnreadCommission) string {
	if len(list) == 0 {
		return ""
	}
	var named []string
	for _, row := range list[:min(len(list), namedUnread)] {
		which := "a row without a commission id"
		if row.ID != "" {
			which = "commission " + row.ID
		}
		named = append(named, which+": "+row.Why)
	}
	if more := len(list) - len(named); more > 0 {
		named = append(named, fmt.Sprintf("and %d more", more))
	}
	rows := fmt.Sprintf("%d rows", len(list))
	if len(list) == 1 {
		rows = "1 row"
	}
	return rows + " of CJ could not be read (" + strings.Join(named, "; ") + ")."
}
