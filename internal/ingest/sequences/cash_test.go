package sequences_test

import (
	"context"
	"os"
	"strings"
)

// cashStands proves that what the fold keeps of the money of each sale, entry
// after entry, is what the facts come to when it is worked out of them at once.
func (d *device) cashStands() error {
	raw, err := os.ReadFile("../../store/migrations/00013_cash_sale.sql")
	must(err)
	_, fill, _ := strings.Cut(string(raw), "INSERT INTO cash_sale (")
	columns, query, _ := strings.Cut(fill, ")\n")
	query, _, found := strings.Cut(query, ";")
	if !found {
		return failf("the migration fills no cash_sale")
	}
	var n, stale int
	must(d.rows().QueryRowContext(context.Background(), `WITH made AS MATERIALIZED (`+query+`), kept AS MATERIALIZED (SELECT `+columns+` FROM cash_sale)
		SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM (SELECT * FROM made EXCEPT SELECT * FROM kept))
			+ (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM made))`).Scan(&n, &stale))
	if stale > 0 {
		return failf("the money of %d of %d sales has come as far as the cash timeline does not know", stale, n)
	}
	return nil
}
