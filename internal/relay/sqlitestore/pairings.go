package sqlitestore

import (
	"context"
	"time"

	"linkledger/internal/relay"
)

const selectPairing = `SELECT slot, workspace_id, by_operator, verifier, opened_at, tries, state,
	name, public_key, proof, token_hash, device_id, package, package_proof FROM pairing WHERE slot = ?`

func scanPairing(scan func(...any) error) (p relay.Pairing, err error) {
	var opened int64
	err = scan(&p.Slot, &p.Workspace, &p.ByOperator, &p.Verifier, &opened, &p.Tries, &p.State,
		&p.Request.Name, &p.Request.PublicKey, &p.Request.Proof, &p.TokenHash, &p.Device, &p.Package, &p.Proof)
	p.Opened = milli(opened)
	return p, notFound(err)
}

// Pairing implements relay.Store.
func (s *Store) Pairing(ctx context.Context, slot int) (relay.Pairing, error) {
	return scanPairing(s.db.Read.QueryRowContext(ctx, selectPairing, slot).Scan)
}

func (t *tx) Pairing(slot int) (relay.Pairing, error) {
	return scanPairing(t.row(selectPairing, slot).Scan)
}

func (t *tx) PutPairing(p relay.Pairing) error {
	return t.exec(`INSERT OR REPLACE INTO pairing (slot, workspace_id, by_operator, verifier, opened_at, tries, state,
			name, public_key, proof, token_hash, device_id, package, package_proof)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Slot, p.Workspace, p.ByOperator, p.Verifier, p.Opened.UnixMilli(), p.Tries, string(p.State),
		p.Request.Name, p.Request.PublicKey, blob(p.Request.Proof), p.TokenHash, p.Device, blob(p.Package), blob(p.Proof))
}

func (t *tx) Pairings(workspace string, after time.Time) (n int, err error) {
	err = t.row(`SELECT count(*) FROM pairing WHERE workspace_id = ? AND opened_at > ? AND state IN ('open', 'asked') AND by_operator = 0`,
		workspace, after.UnixMilli()).Scan(&n)
	return n, err
}

func (t *tx) ForgetPairings(before time.Time) error {
	return t.exec(`DELETE FROM pairing WHERE opened_at < ?`, before.UnixMilli())
}

// blob is never NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
