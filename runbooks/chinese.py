"""The words of the language as Chinese office workers would write them, so that a problem can say which one is meant.

They are hints only: a file says `stage: report`, never `stage: 报告`, so that one plan is read the same way everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

_MEANT: Final[Mapping[str, str]] = {
    # stages
    "report": "报告 事件报告",
    "respond": "响应 应急响应",
    "on-site": "现场 现场处置",
    "coordinate": "协调 协调处理",
    "inform": "发布 信息发布",
    "review": "总结 总结评估 后期处置",
    "routine": "日常",
    "readiness": "准备",
    # basis, kinds of sources, of sites and of roles
    "plan": "预案 单位预案",
    "statute": "法规 法律",
    "assumed": "暂定",
    "practice": "做法 本单位做法",
    "state-owned": "国有 国企 国有企业",
    "private": "民营 民企 私营 民营企业",
    "staff": "本单位 本单位人员",
    "outside": "外单位",
    "thing": "物品",
    # types of facts, and answers
    "yes-no": "是否 是非",
    "count": "数 数字 人数 number int",
    "choice": "选项 选择",
    "text": "文字 文本 string",
    "date": "日期",
    "moment": "时刻 时间 time",
    "person": "人 人员",
    "file": "文件",
    "rows": "列表 清单 list",
    "yes": "是 有",
    "no": "否 不是 没有 无",
    # moments
    "began": "起点 开始",
    "closing": "结束 结束处置",
    # keys
    "title": "标题 名称 题目 职务",
    "about": "说明 简介",
    "steps": "步骤",
    "facts": "情况",
    "roles": "角色 岗位",
    "sources": "出处 来源",
    "numbers": "数值",
    "levels": "级别",
    "id": "编号",
    "stage": "阶段",
    "role": "角色 岗位 责任 责任人 负责人",
    "after": "之后 前置 先办",
    "when": "条件",
    "limits": "时限",
    "record": "记录",
    "form": "表单",
    "how": "怎么办 做法 说明",
    "say": "照着念",
    "tells": "告知",
    "source": "依据 出处 来源",
    "basis": "依据",
    "within": "时限 期限",
    "from": "起点 起算",
    "type": "类型",
    "ask": "问题 提问",
    "name": "姓名 名字",
    "tel": "电话 手机",
    "duty": "值班 值班人",
    "people": "人员",
    "places": "地点",
    "phrases": "常用语",
    "site": "单位",
    "profile": "单位性质",
    # keys of scenarios
    "scenario": "情景 演练情景",
    "runbook": "预案",
    "overlays": "叠加",
    "start": "开始 开始时间",
    "horizon": "时长 历时",
    "set": "已知 已知情况",
    "crowd": "人群",
    "reports": "上报",
    "notice": "延迟",
    "answers": "回答",
    "needs": "需要",
    "work": "用时",
    "measures": "措施 作用",
    "injects": "导调 突发",
    "objectives": "目标",
    "size": "规模 人数",
    "reaction": "反应",
    "travel": "路上 路程",
    "away": "不在 缺席",
    "expects": "应办",
    "present": "在场 人数",
    "violence": "暴力",
}


def meant(word: str, allowed: Iterable[str]) -> str:
    """The allowed word that a Chinese word stands for; "" where it stands for none of them."""
    typed = word.strip().casefold()
    return next((name for name in allowed if typed in _MEANT.get(name, "").split()), "")
