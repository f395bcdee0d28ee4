package relay

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

const (
	maxBlock   = 10000
	codeLength = 8
	// base58 is without 0, O, I and l, which people mix up.
	base58    = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	codeTries = 8
)

// ReserveBlock implements the contract: link numbers in a row and a random
// code for each, which nobody else will ever get.
func (s server) ReserveBlock(ctx context.Context, req relayapi.ReserveBlockRequestObject) (relayapi.ReserveBlockResponseObject, error) {
	size := req.Body.Size
	if size < 1 || size > maxBlock {
		return nil, invalid(fmt.Sprintf("A block has between 1 and %d links.", maxBlock), "Ask for fewer.")
	}
	who := callerOf(ctx)
	block := relayapi.Block{}
	err := s.commitFor(ctx, who, func(tx Tx) error {
		block = relayapi.Block{Codes: make([]string, 0, size)}
		var err error
		if block.FirstNumber, err = tx.TakeNumbers(who.workspace.ID, size); err != nil {
			return err
		}
		for i := range size {
			code, err := putNewCode(tx, Code{Host: who.workspace.host, Workspace: who.workspace.ID, Number: block.FirstNumber + int64(i), Device: who.device.ID})
			if err != nil {
				return err
			}
			block.Codes = append(block.Codes, code)
		}
		return nil
	})
	return relayapi.ReserveBlock201JSONResponse(block), err
}

func putNewCode(tx Tx, c Code) (string, error) {
	for range codeTries {
		if c.Code = newCode(); !isBlockCode(c.Code) {
			continue
		}
		if err := tx.PutCode(c); !errors.Is(err, ErrTaken) {
			return c.Code, err
		}
	}
	return "", errors.New("no free code was found")
}

// isBlockCode reports whether a code has the form of those in blocks. No other
// can have been given out, so a device can't say that it had a name.
func isBlockCode(code string) bool {
	_, ok := packCode([]byte(code))
	return ok && !slices.Contains(affiliate.ReservedPaths, code)
}

// newCode is 8 random letters and digits: 1.3e14 of them, so that nobody finds
// a link by guessing. Bytes beyond a multiple of 58 are drawn again, to keep
// all codes equally likely.
func newCode() string {
	var code [codeLength]byte
	for i := 0; i < len(code); {
		var b [16]byte
		rand.Read(b[:])
		for _, v := range b {
			if int(v) < 256/len(base58)*len(base58) && i < len(code) {
				code[i] = base58[int(v)%len(base58)]
				i++
			}
		}
	}
	return string(code[:])
}
