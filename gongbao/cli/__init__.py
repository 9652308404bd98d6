"""The command `gongbao`, where the layers meet."""
