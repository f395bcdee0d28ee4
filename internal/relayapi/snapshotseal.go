package relayapi

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// SnapshotPartSize is how much of a snapshot a part holds: with what sealing
// adds it is below the 4 MiB that the relay takes.
const SnapshotPartSize = 4<<20 - 1<<10

// SnapshotSeal is what every part of a snapshot is bound to, so that no part
// can be left out, changed for another, or shown as of another place of the
// log.
type SnapshotSeal struct {
	Workspace, ID string
	Seq           int64
	Schema, Parts int
}

func (s SnapshotSeal) associated(part int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "linkledger snapshot\x00%d:%s%d:%s", len(s.Workspace), s.Workspace, len(s.ID), s.ID)
	for _, n := range []int64{s.Seq, int64(s.Schema), int64(s.Parts), int64(part)} {
		_ = binary.Write(&b, binary.BigEndian, n) // a buffer takes everything
	}
	return b.Bytes()
}

// SealPart encrypts a part with the newest key.
func (r *Keyring) SealPart(s SnapshotSeal, part int, plain []byte) ([]byte, error) {
	k, ok := r.Newest()
	if !ok {
		return nil, ErrKey
	}
	aead, err := chacha20poly1305.NewX(k.subkey("snapshot"))
	if err != nil {
		return nil, err
	}
	id := k.id()
	box := append([]byte{sealVersion}, id[:]...)
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce) // never fails: crypto/rand aborts the program instead
	return aead.Seal(append(box, nonce...), nonce, plain, s.associated(part)), nil
}

// OpenPart decrypts a part: ErrKey when the ring does not have its key, ErrSeal
// when anything in it, or that it is bound to, is another.
func (r *Keyring) OpenPart(s SnapshotSeal, part int, box []byte) ([]byte, error) {
	if len(box) < sealHeader+chacha20poly1305.NonceSizeX || box[0] != sealVersion {
		return nil, ErrSeal
	}
	for _, k := range r.Keys() {
		if id := k.id(); !bytes.Equal(box[1:sealHeader], id[:]) {
			continue
		}
		aead, err := chacha20poly1305.NewX(k.subkey("snapshot"))
		if err != nil {
			return nil, err
		}
		nonce, sealed := box[sealHeader:sealHeader+aead.NonceSize()], box[sealHeader+aead.NonceSize():]
		plain, err := aead.Open(nil, nonce, sealed, s.associated(part))
		if err != nil {
			return nil, ErrSeal
		}
		return plain, nil
	}
	return nil, ErrKey
}
