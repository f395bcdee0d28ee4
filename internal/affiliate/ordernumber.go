package affiliate

import "strings"

// ExactOrder is an order number as sources that agree on it write it; empty for
// what only stands for one.
func ExactOrder(id string) string {
	key := strings.ToLower(strings.Join(strings.Fields(id), " "))
	switch key {
	case "-", "0", "n/a", "na", "none", "null", "undefined", "unknown", "#":
		return ""
	}
	return key
}

// LooseOrder is an order number without what shops put in front of it: # and
// zeros.
func LooseOrder(exact string) string {
	key := strings.TrimLeft(strings.TrimSpace(strings.TrimPrefix(exact, "#")), "0")
	if key == "" {
		return exact
	}
	return key
}
