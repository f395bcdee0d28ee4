//go:build !linux

package main

func mountSmall(string, int64) (unmount func(), err error) { return nil, errNoSmallDisk }
