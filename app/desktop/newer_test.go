package desktop

import (
	"context"
	"testing"

	"linkledger/internal/sqlitex"
)

// newer makes a database look as if a later program had written it.
func newer(t *testing.T, path string) {
	t.Helper()
	ctx := context.Background()
	db := got(sqlitex.Open(ctx, path, sqlitex.Options{}))(t)
	_, err := db.Write.ExecContext(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
	must(t, err)
	must(t, db.Close())
}
