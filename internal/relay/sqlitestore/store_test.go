package sqlitestore_test

import (
	"path/filepath"
	"testing"

	"linkledger/internal/relay"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relay/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) relay.Store {
		store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "relay.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := store.Close(); err != nil {
				t.Error(err)
			}
		})
		return store
	})
}
